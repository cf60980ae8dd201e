import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./precompress.ts";

const api = process.env.API_URL ?? "http://localhost:8080";

/** How many modules make a chunk a large one. */
const LARGE = 8;

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
    // Beside a page's own file only the large ones that it needs are asked for at once; the small ones follow by themselves.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, dependencies, { hostType }) =>
        hostType === "html" ? dependencies : dependencies.filter((name) => name.startsWith("assets/_")),
    },
    reportCompressedSize: false,
    // The entry names the files that a page may need: short names keep it small, and the manifest tells what is in one.
    rolldownOptions: {
      output: {
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.length < LARGE ? "assets/[hash:8].js" : "assets/_[hash:8].js",
        assetFileNames: "assets/[hash:8][extname]",
      },
    },
    license: { fileName: "licences.md" },
  },
  server: { proxy: { "/api": api, "/dev": api, "/docs": api } },
});
