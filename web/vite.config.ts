import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./precompress.ts";

const api = process.env.API_URL ?? "http://localhost:8080";

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: "./project.inlang",
      outdir: "./src/paraglide",
      strategy: ["baseLocale"],
      emitTsDeclarations: true,
    }),
    tanstackRouter({
      target: "react",
      autoCodeSplitting: true,
      // What a page loads comes with the page: of a route the entry holds only the address and who may see it.
      codeSplittingOptions: {
        defaultBehavior: [["loader", "component"], ["errorComponent"], ["notFoundComponent"]],
      },
    }),
    react(),
    precompress(),
  ],
  html: { cspNonce: "__CSP_NONCE__" },
  resolve: { tsconfigPaths: true },
  build: {
    target: "baseline-widely-available",
    // A data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    manifest: true,
    // Two browsers that the target still includes would load a little later without it; everybody else would pay.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    license: { fileName: "licences.md" },
  },
  server: { proxy: { "/api": api, "/dev": api } },
});
