// The habits of naming and size that a compiler does not see, and the figures that tell where files grow.
// The length of functions is clippy's (`too_many_lines`, clippy.toml).
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './place.mjs';
import { main } from './process.mjs';

const leftOut = new Set([
  '.git', 'target', 'node_modules', 'dist', 'var', 'paraglide', 'test-results', 'playwright-report',
]);
const sayNothing = /^(common|utils?|helpers?|shared|misc)(\.|$)/;
const largestWanted = 400;

/** Every file of the tree that people write. */
export function files(folder = root) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : entry.isFile() ? [path] : [];
  });
}

/** Answers the broken habits and the figures, as sentences. */
export function look() {
  const all = files().map((path) => ({ path: relative(root, path), full: path }));
  const code = all.filter(({ path }) => /\.(rs|ts|tsx|mjs|js)$/.test(path));
  const found = code.flatMap(({ path }) => namedBadly(path));
  const rust = code.filter(({ path }) => path.endsWith('.rs')).map(measured);
  for (const { path, text } of rust) {
    if (/#!?\[allow\(/.test(text)) found.push(`${path}: #[expect(lint, reason = "…")] instead of #[allow(…)].`);
  }
  const written = ({ path }) => /^web\/src\/.*\.tsx?$/.test(path) && !/\.(gen|d)\.ts$/.test(path);
  const typescript = code.filter(written).map(measured);
  return { found, figures: [figures('Rust', rust), figures('TypeScript', typescript)].flat() };
}

function namedBadly(path) {
  const parts = path.split('/');
  if (parts.at(-1) === 'mod.rs') return [`${path}: name.rs beside the folder name/ instead of mod.rs.`];
  const part = parts.find((name) => sayNothing.test(name));
  return part ? [`${path}: "${part}" says nothing about what is in it; name it after the thing.`] : [];
}

function measured({ path, full }) {
  const text = readFileSync(full, 'utf8');
  return { path, text, lines: text.split('\n').length - 1 };
}

function figures(language, list) {
  if (list.length === 0) return [];
  const sorted = [...list].sort((a, b) => a.lines - b.lines);
  const [median, largest] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  const sum = sorted.reduce((so, one) => so + one.lines, 0);
  const long = sorted.filter((one) => one.lines > largestWanted);
  return [
    `${language}: ${sorted.length} files, ${sum} lines, median ${median.lines}, largest ${largest.lines} (${largest.path})`,
    ...long.map((one) => `  worth a hard look (over ${largestWanted} lines): ${one.path}, ${one.lines}`),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { found, figures: lines } = look();
    console.log([...lines, ...found].join('\n'));
    return found.length > 0 ? 1 : 0;
  });
}
