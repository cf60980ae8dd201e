import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type PluginOption } from "vite";
import { sharedFiles } from "./chunks.ts";
import { hints } from "./hints.ts";
import { precompress } from "./precompress.ts";

const api = process.env.API_URL ?? "http://localhost:8080";

/** What makes modules out of the sources; the rest works on what was bundled. */
const sources = (): PluginOption[] => [
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
];

export default defineConfig(async ({ command }) => ({
  plugins: [...sources(), hints(), precompress()],
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
    // The entry names the files that a page may need: short names keep it small, and the manifest tells what is in one.
    rolldownOptions: {
      output: {
        codeSplitting: command === "build" && {
          // What a shared file needs is in a shared file of its own, never drawn into this one.
          includeDependenciesRecursively: false,
          groups: [{ name: await sharedFiles(sources()) }],
        },
        chunkFileNames: "assets/[hash:8].js",
        assetFileNames: "assets/[hash:8][extname]",
      },
    },
    license: { fileName: "licences.md" },
  },
  server: { proxy: { "/api": api, "/dev": api, "/docs": api, "/learn": api, "/t/": api, "/verify": api } },
}));
