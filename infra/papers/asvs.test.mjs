import assert from 'node:assert/strict';
import { test } from 'node:test';
import { root } from '../place.mjs';
import { judge, missing } from './asvs.mjs';

const row = (id, state, proof) => `| ${id} | what is asked | ${state} | ${proof} |`;
const many = (rows, state) => rows.filter((one) => one.includes(`| ${state} |`)).length;
const sum = (rows) => `Today: ${many(rows, 'met')} met, ${many(rows, 'not applicable')} not applicable, ${many(rows, 'open')} open.`;
const page = (open, rows) =>
  [sum(rows), '## Work left', ...open.map((id) => `| ${id} | what to do |`), '## Every requirement', ...rows, ''].join('\n');
const here = '`infra/place.mjs::environment`';

test('a page that names each requirement once, with a proof that is there, has no faults', () => {
  const text = page(['V2'], [row('V1', 'met', `${here} and \`docs/mail.md\``), row('V2', 'open', 'nothing yet')]);
  assert.deepEqual(judge(text, ['V1', 'V2'], root), []);
});

test('what lacks, stands there twice or is unknown is named', () => {
  const text = page([], [row('V1', 'met', here), row('V1', 'met', here), row('V9', 'met', here)]);
  const faults = judge(text, ['V1', 'V2'], root);
  assert.deepEqual(faults, ['V1 stands there twice.', 'V2 lacks.', 'V9 is none of level 1.']);
});

test('another order is a fault', () => {
  const text = page([], [row('V2', 'met', here), row('V1', 'met', here)]);
  assert.equal(judge(text, ['V1', 'V2'], root).length, 1);
});

test('whatever is met names a proof, and every named place is there', () => {
  assert.deepEqual(judge(page([], [row('V1', 'met', 'it is so')]), ['V1'], root), ['V1 is met and names no proof.']);
  assert.equal(missing(root, 'infra/gone.mjs'), 'infra/gone.mjs does not exist.');
  assert.equal(missing(root, 'infra/place.mjs', 'nowhere_to_be_found'), 'infra/place.mjs has no nowhere_to_be_found.');
  // A name that is only spoken of in Rust is not declared there.
  assert.notEqual(missing(root, 'src/safety.rs', 'bail'), null);
  assert.equal(missing(root, 'src/safety.rs', 'problems'), null);
});

test('an open requirement stands at the top as well, and a state is one of three', () => {
  const open = judge(page([], [row('V1', 'open', 'a gap')]), ['V1'], root);
  assert.deepEqual(open, ['"Work left" has to name what is open, in its order: V1.']);
  assert.match(judge(page([], [row('V1', 'fine', here)]), ['V1'], root)[0], /V1 is "fine"/);
});

test('the sum at the top is the sum of the rows', () => {
  const text = page([], [row('V1', 'met', here)]).replace('1 met', '2 met');
  assert.deepEqual(judge(text, ['V1'], root), ['it has to say "Today: 1 met, 0 not applicable, 0 open."']);
});
