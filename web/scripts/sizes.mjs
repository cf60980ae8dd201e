// The first thing a visitor loads (entry and sign-in) stays below 150 kB of compressed JavaScript.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 150_000;
const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const keys = Object.keys(manifest);

function closure(roots) {
  const seen = new Set();
  const queue = [...roots];
  for (let key = queue.pop(); key; key = queue.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    queue.push(...(manifest[key].imports ?? []));
  }
  return [...seen];
}

const weigh = (files) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length, 0);

function measure(routes) {
  const roots = [
    keys.find((key) => manifest[key].isEntry),
    ...routes.map((route) => keys.find((key) => key.split("?")[0].endsWith(`routes/${route}.tsx`))),
  ];
  if (roots.includes(undefined)) throw new Error(`no chunk for one of ${routes.join(", ")}`);
  const chunks = closure(roots);
  const styles = new Set(chunks.flatMap((key) => manifest[key].css ?? []));
  return { js: weigh(chunks.map((key) => manifest[key].file)), css: weigh([...styles]) };
}

const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
for (const routes of [["sign-in"], ["o.$org", "o.$org.index"], ["o.$org", "o.$org.tasks.$id"]]) {
  const { js, css } = measure(routes);
  console.log(`entry + ${routes.join(" + ")}: JS ${kilo(js)} gzip, CSS ${kilo(css)} gzip`);
}
const { js } = measure(["sign-in"]);
if (js > LIMIT) {
  console.error(`entry + sign-in is ${kilo(js)} gzip, the limit is ${kilo(LIMIT)}`);
  process.exit(1);
}
