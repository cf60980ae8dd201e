import { build, type PluginOption, type Rolldown } from "vite";
import { closure } from "./closure.ts";

/** Kinds of pages: what pages of several kinds need is kept together, so that a page is a handful of files and not a hundred. */
const kinds: { kind: string; routes: RegExp }[] = [
  { kind: "frame", routes: /\/o\.\$org\.tsx/ },
  { kind: "signIn", routes: /\/sign-in\.tsx/ },
  { kind: "home", routes: /\/o\.\$org\.(index|my-work)\.tsx/ },
  {
    kind: "list",
    routes: /\/o\.\$org\.(controls|tasks|evidence|people|deliveries)\.index\.tsx|\/o\.\$org\.trail\.tsx/,
  },
  { kind: "detail", routes: /\/o\.\$org\.(controls|tasks|evidence|people)\.\$id\.tsx/ },
  { kind: "rest", routes: /\/o\.\$org\./ },
  { kind: "public", routes: /\/routes\// },
];

/**
 * Names the shared file that a module belongs to; null leaves it where the bundler puts it. Which pages need a module is
 * known only once what is unused has been dropped, so the program is bundled once without being written to find out.
 *
 * What a module imports is needed by at least as many kinds as itself, so no two files ever import each other.
 */
export async function sharedFiles(plugins: PluginOption[]): Promise<(module: string) => string | null> {
  const built = await build({
    configFile: false,
    plugins,
    logLevel: "warn",
    resolve: { tsconfigPaths: true },
    build: { write: false, minify: false, reportCompressedSize: false },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  const chunks = new Map(
    output.flatMap((one) => (one.type === "chunk" ? [[one.fileName, one] as const] : [])),
  );
  const importsOf = (file: string) => chunks.get(file)?.imports;
  const entries = closure(
    importsOf,
    [...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName),
  );
  const needed = new Map<string, Set<string>>();
  const pages = new Map<string, number>();
  for (const chunk of chunks.values()) {
    const found = kinds.find(({ routes }) => chunk.isDynamicEntry && routes.test(chunk.facadeModuleId ?? ""));
    if (!found) continue;
    for (const file of closure(importsOf, [chunk.fileName])) {
      if (entries.has(file)) continue;
      needed.set(file, (needed.get(file) ?? new Set()).add(found.kind));
      pages.set(file, (pages.get(file) ?? 0) + 1);
    }
  }
  const names = new Map<string, string>();
  for (const file of entries) {
    const chunk = chunks.get(file);
    if (!chunk?.isEntry) for (const module of chunk?.moduleIds ?? []) names.set(module, "entry");
  }
  for (const [file, by] of needed) {
    if ((pages.get(file) ?? 0) < 2) continue;
    for (const module of chunks.get(file)?.moduleIds ?? []) names.set(module, name(by));
  }
  return (module) => names.get(module) ?? null;
}

/** What the frame needs comes with every page of an organisation, whatever else it is needed for. */
function name(by: Set<string>): string {
  const open = by.has("signIn") ? ["signIn"] : by.has("public") ? ["public"] : [];
  if (by.has("frame")) return [...open, "frame"].join("-");
  const inside = ["home", "list", "detail"].filter((kind) => by.has(kind));
  return [...open, ...(inside.length > 0 ? inside : ["rest"])].join("-");
}
