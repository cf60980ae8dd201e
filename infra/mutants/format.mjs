// Reads planted faults; tests/mutants/README.md describes the format.
import { stop } from '../process.mjs';

const keys = ['name', 'guarantee', 'test', 'in', 'on', 'file'];
const databases = { none: [null], sqlite: ['sqlite'], postgres: ['postgres'], both: ['sqlite', 'postgres'] };

/** Answers the faults of one file: { name, guarantee, tests, crate, databases, edits: [{ file, find, replace }] }. */
export function parseFaults(text, path) {
  const faults = [];
  let block = null;
  text.split('\n').forEach((line, index) => {
    const wrong = (why) => stop(`${path}:${index + 1}: ${why}`);
    if (line.startsWith('--- ')) block = nextBlock(line.slice(4).trim(), block, faults.at(-1), wrong);
    else if (block) faults.at(-1).edits.at(-1)[block].push(line);
    else if (line.trim() !== '' && !line.startsWith('#')) property(line, faults, wrong);
  });
  if (block) throw stop(`${path}: the last "--- end" is missing.`);
  return faults.map((fault) => finished(fault, path));
}

/** Answers the text with the edit in it; the place has to be there exactly once. */
export function edited(text, { file, find, replace }) {
  const places = text.split(find).length - 1;
  if (places !== 1) throw stop(`${file}: the text to find occurs ${places} times, not once:\n${find}`);
  return text.replace(find, () => replace);
}

function nextBlock(name, block, fault, wrong) {
  const order = { find: null, replace: 'find', end: 'replace' };
  if (!(name in order)) throw wrong(`"--- ${name}" is not known.`);
  if (!fault?.edits.length || order[name] !== block) throw wrong(`"--- ${name}" does not belong here.`);
  if (name === 'end') return null;
  const edit = fault.edits.at(-1);
  if (edit[name]) throw wrong('one "file:" line belongs to one find and replace.');
  edit[name] = [];
  return name;
}

function property(line, faults, wrong) {
  const [, key, value] = line.match(/^(\w+):\s*(.+?)\s*$/) ?? [];
  if (!keys.includes(key)) throw wrong(`not understood: ${line}`);
  if (key === 'name') return void faults.push({ name: value, tests: [], crate: 'suite', on: 'sqlite', edits: [] });
  const fault = faults.at(-1);
  if (!fault) throw wrong('a fault begins with "name:".');
  if (key === 'test') fault.tests.push(value);
  else if (key === 'file') fault.edits.push({ file: value });
  else if (key === 'in') fault.crate = value;
  else if (key === 'on' && !databases[value]) throw wrong(`"on:" takes ${Object.keys(databases).join(', ')}.`);
  else fault[key] = value;
}

function finished(fault, path) {
  const { name, guarantee, tests, crate, on, edits } = fault;
  if (!guarantee) throw stop(`${path}: ${name} names no guarantee.`);
  if (tests.length === 0) throw stop(`${path}: ${name} names no test.`);
  if (edits.length === 0 || edits.some((edit) => !edit.replace)) throw stop(`${path}: ${name} changes nothing.`);
  const joined = edits.map(({ file, find, replace }) => ({ file, find: find.join('\n'), replace: replace.join('\n') }));
  if (joined.some(({ find, replace }) => find === replace)) throw stop(`${path}: ${name} changes nothing.`);
  return { name, guarantee, tests, crate, databases: crate === 'suite' ? databases[on] : [null], edits: joined };
}
