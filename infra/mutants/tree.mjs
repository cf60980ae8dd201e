// A copy of the tree in the cache, where faults are planted: the developer's own files are never touched.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { files } from '../layout.mjs';
import { cache, root } from '../place.mjs';
import { edited } from './format.mjs';

export const tree = join(cache, 'mutants', 'tree');
export const target = join(cache, 'mutants', 'target');

/** Makes the copy equal to the tree. Only files that differ are written, so that cargo builds only those. */
export function copyTree() {
  const wanted = new Set(files().map((path) => relative(root, path)));
  for (const path of wanted) {
    const content = readFileSync(join(root, path));
    const copy = join(tree, path);
    if (existsSync(copy) && readFileSync(copy).equals(content)) continue;
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, content);
  }
  const left = existsSync(tree) ? files(tree).map((path) => relative(tree, path)) : [];
  for (const path of left) if (!wanted.has(path)) rmSync(join(tree, path));
}

/** Throws when an edit of the fault does not find its place in the developer's tree. */
export function fits({ edits }) {
  changed(root, edits);
}

/** Plants the fault in the copy; answers the function that takes it out again. */
export function plant({ edits }) {
  const changes = changed(tree, edits);
  const before = [...changes.keys()].map((file) => [file, readFileSync(join(tree, file))]);
  for (const [file, text] of changes) writeFileSync(join(tree, file), text);
  // Written anew rather than with its old time: cargo compares times, and an old one would keep the faulty build.
  return () => before.forEach(([file, content]) => writeFileSync(join(tree, file), content));
}

function changed(folder, edits) {
  const texts = new Map();
  for (const edit of edits) {
    const text = texts.get(edit.file) ?? readFileSync(join(folder, edit.file), 'utf8');
    texts.set(edit.file, edited(text, edit));
  }
  return texts;
}
