import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/paraglide|\.gen\.|\.d\.ts|\.test\./.test(path))
  .map((path) => ({ path, text: readFileSync(join("src", path), "utf8") }));

const imports = (text: string) => [...text.matchAll(/from "([^"]+)"/g)].map((match) => match[1] ?? "");
const inside = (folder: string) => files.filter(({ path }) => path.startsWith(folder));

test("what is below knows nothing of what is above", () => {
  const lower = [...inside("ui/"), ...inside("lib/"), ...inside("api/")];
  const upward = lower.filter(({ text }) => imports(text).some((each) => /features\/|routes\//.test(each)));
  expect(upward.map(({ path }) => path)).toEqual([]);
});

test("features share queries and nothing else", () => {
  const shared = inside("features/").filter(({ text }) =>
    imports(text).some((each) => /^(\.\.\/|~\/features\/)/.test(each) && !each.endsWith("/queries.ts")),
  );
  expect(shared.map(({ path }) => path)).toEqual([]);
});

test("no file outgrows 200 lines", () => {
  expect(files.filter(({ text }) => text.split("\n").length > 200).map(({ path }) => path)).toEqual([]);
});
