// The tests and places in the code that the threat model names: each has to be there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../place.mjs';
import { missing, named } from './asvs.mjs';

const pages = ['docs/security/threat-model.md', 'docs/security/signing-in.md', 'docs/security/dependencies.md'];

/** Answers a sentence for each place that is named and is not there. */
export function faults(from = root) {
  return pages.flatMap((page) => {
    const places = [...readFileSync(join(from, page), 'utf8').matchAll(named)];
    const lacking = places.map(([, path, name]) => missing(from, path, name)).filter(Boolean);
    return lacking.map((fault) => `${page}: ${fault}`);
  });
}
