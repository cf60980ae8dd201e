// The planted faults that tests/mutants keeps, read from all its files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../place.mjs';
import { stop } from '../process.mjs';
import { parseFaults } from './format.mjs';

const folder = join(root, 'tests', 'mutants');

/** Every fault, in the order of its file's name; two of one name are refused. */
export function readFaults() {
  const paths = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.mutant')).sort() : [];
  const faults = paths.flatMap((name) => parseFaults(readFileSync(join(folder, name), 'utf8'), `tests/mutants/${name}`));
  const twice = faults.find(({ name }, index) => faults.findIndex((one) => one.name === name) !== index);
  if (twice) throw stop(`Two faults are called ${twice.name}.`);
  return faults;
}
