// docs/security/asvs.md against the list of level 1: each requirement once and in its order, each state one of three,
// and whatever is named as a proof is there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../place.mjs';

const page = 'docs/security/asvs.md';
const list = 'infra/papers/asvs-5-level-1.txt';
const states = ['met', 'not applicable', 'open'];
/** Names of places: a path, and what is declared there. */
export const named = /`((?:[\w.-]+\/)*[\w.-]+\.(?:rs|mjs|tsx?|json|toml|md|snap|html|yaml)|[\w./-]*(?:Caddyfile|Containerfile|\.dockerignore))(?:::(\w+))?`/g;

/** Answers a sentence for each fault of the page. */
export function faults(from = root) {
  const ids = read(from, list).split('\n').filter((line) => /^V[\d.]+$/.test(line));
  return judge(read(from, page), ids, from).map((fault) => `${page}: ${fault}`);
}

/** The faults of a page, given the ids that it has to speak of and the tree that its proofs lie in. */
export function judge(text, ids, from) {
  const [left, every] = ['## Work left', '## Every requirement'].map((title) => rowsUnder(text, title));
  const faults = [];
  const said = every.map(([id]) => id);
  if (said.join() !== ids.join()) faults.push(...order(said, ids));
  for (const [id, asked, state, proof] of every) {
    if (!asked || !proof) faults.push(`${id} lacks a cell.`);
    if (!states.includes(state)) faults.push(`${id} is "${state}"; it is one of: ${states.join(', ')}.`);
    const places = [...(proof ?? '').matchAll(named)];
    if (state === 'met' && places.length === 0) faults.push(`${id} is met and names no proof.`);
    for (const [, path, name] of places) {
      const fault = missing(from, path, name);
      if (fault) faults.push(`${id}: ${fault}`);
    }
  }
  const many = (wanted) => every.filter(([, , state]) => state === wanted).length;
  const sum = `Today: ${many('met')} met, ${many('not applicable')} not applicable, ${many('open')} open.`;
  if (!text.includes(sum)) faults.push(`it has to say "${sum}"`);
  const open = every.filter(([, , state]) => state === 'open').map(([id]) => id);
  if (left.map(([id]) => id).join() !== open.join()) {
    faults.push(`"Work left" has to name what is open, in its order: ${open.join(', ')}.`);
  }
  return faults;
}

function order(said, ids) {
  const twice = said.filter((id, at) => said.indexOf(id) !== at).map((id) => `${id} stands there twice.`);
  const lacking = ids.filter((id) => !said.includes(id)).map((id) => `${id} lacks.`);
  const unknown = said.filter((id) => !ids.includes(id)).map((id) => `${id} is none of level 1.`);
  const all = [...twice, ...lacking, ...unknown];
  return all.length > 0 ? all : ['The requirements stand in another order than in the list.'];
}

/** What is wrong with a named place; null for nothing. In Rust the name has to be declared there. */
export function missing(from, path, name) {
  const file = join(from, path);
  if (!existsSync(file)) return `${path} does not exist.`;
  if (!name) return null;
  const declared = path.endsWith('.rs') ? `\\b(fn|const|static|struct|enum|trait|type|mod)\\s+${name}\\b` : `\\b${name}\\b`;
  return new RegExp(declared).test(readFileSync(file, 'utf8')) ? null : `${path} has no ${name}.`;
}

function rowsUnder(text, title) {
  const section = text.split(/^(?=## )/m).find((part) => part.startsWith(`${title}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| V'));
  return lines.map((line) => line.slice(1, line.lastIndexOf('|')).split('|').map((cell) => cell.trim()));
}

function read(from, path) {
  return readFileSync(join(from, path), 'utf8');
}
