import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { closure } from "./closure.ts";

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  css?: string[];
}
type Manifest = Record<string, Chunk>;

/** What a page asks for before it shows anything; `$` stands for the part of the address with that name. */
const pages: { path: string; routes: string[]; data: string[] }[] = [
  page("/o/$org", "index", ["/home"]),
  page("/o/$org/my-work", "my-work", ["/my-work"]),
  page("/o/$org/controls", "controls.index", ["/views?list=controls"]),
  page("/o/$org/controls/$id", "controls.$id", ["/controls/$id"]),
  page("/o/$org/tasks", "tasks.index", ["/views?list=tasks"]),
  page("/o/$org/tasks/$id", "tasks.$id", ["/tasks/$id"]),
  page("/o/$org/evidence", "evidence.index", ["/views?list=evidence"]),
  page("/o/$org/evidence/$id", "evidence.$id", ["/evidence/$id"]),
  page("/o/$org/people", "people.index", ["/views?list=people"]),
];

function page(path: string, route: string, data: string[]) {
  return {
    path,
    routes: ["o.$org", `o.$org.${route}`],
    data: ["/api/v1/session", "/api/v1/o/$org", ...data.map((one) => `/api/v1/o/$org${one}`)],
  };
}

/**
 * Writes `hints.json`: which files and answers the server names in the page's head, so that they are fetched beside the
 * entry and not one after the other behind it. The server reads it (`api/src/web_app/hints.rs`).
 */
export function hints(): Plugin {
  let root = "";
  return {
    name: "hints",
    apply: "build",
    configResolved(config) {
      root = config.build.outDir;
    },
    async closeBundle() {
      const manifest: Manifest = JSON.parse(await readFile(join(root, ".vite/manifest.json"), "utf8"));
      const importsOf = (key: string) => manifest[key]?.imports;
      const named = closure(
        importsOf,
        Object.keys(manifest).filter((key) => manifest[key]?.isEntry),
      );
      const found = pages.map(({ path, routes, data }) => {
        const chunks = closure(
          importsOf,
          routes.map((route) => routeChunk(manifest, route)),
        );
        const later = [...chunks].filter((key) => !named.has(key)).flatMap((key) => manifest[key] ?? []);
        return {
          path,
          scripts: later.map(({ file }) => file),
          styles: [...new Set(later.flatMap(({ css }) => css ?? []))],
          data,
        };
      });
      await writeFile(join(root, "hints.json"), JSON.stringify(found));
    },
  };
}

/** A route that no longer exists would lose its hints in silence; the build says so instead. */
function routeChunk(manifest: Manifest, route: string): string {
  const key = Object.keys(manifest).find((each) => each.split("?")[0]?.endsWith(`routes/${route}.tsx`));
  if (!key) throw new Error(`hints: no chunk for the route ${route}`);
  return key;
}
