import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edited, parseFaults } from './format.mjs';

const fault = `# why this one
name: a-fault
guarantee: tenancy
test: access::a_stranger_is_refused
on: both
file: store/src/doors.rs
--- find
    a
  b
--- replace

--- end
`;

test('a fault is read with its lines as they stand', () => {
  assert.deepEqual(parseFaults(fault, 'x'), [{
    name: 'a-fault', guarantee: 'tenancy', tests: ['access::a_stranger_is_refused'], crate: 'suite',
    databases: ['sqlite', 'postgres'], edits: [{ file: 'store/src/doors.rs', find: '    a\n  b', replace: '' }],
  }]);
});

test('a fault in a crate of its own needs no database', () => {
  const [{ crate, databases }] = parseFaults(fault.replace('on: both', 'in: domain'), 'x');
  assert.deepEqual({ crate, databases }, { crate: 'domain', databases: [null] });
});

test('what is not understood is named with its line', () => {
  assert.throws(() => parseFaults('name: x\nwhere: y\n', 'f.mutant'), /f\.mutant:2: not understood/);
  assert.throws(() => parseFaults(fault.replace('--- replace\n', ''), 'f.mutant'), /does not belong here/);
  assert.throws(() => parseFaults(fault.replace('--- end\n', ''), 'f.mutant'), /"--- end" is missing/);
  assert.throws(() => parseFaults(fault.replace(/^test.*\n/m, ''), 'f.mutant'), /names no test/);
});

test('the place of a fault has to be there exactly once', () => {
  const edit = { file: 'f', find: 'a$&b', replace: '$1' };
  assert.equal(edited('x a$&b y', edit), 'x $1 y');
  assert.throws(() => edited('x', edit), /occurs 0 times/);
  assert.throws(() => edited('a$&b a$&b', edit), /occurs 2 times/);
});
