import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failuresFromCargo, failuresFromPlaywright, fromCargo, fromNode, fromPlaywright, fromVitest, total } from './counts.mjs';

test('the results of all binaries of a cargo run are added up', () => {
  const output = [
    'test a ... ok', 'test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s',
    'test result: \u001b[31mFAILED\u001b[0m. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s',
  ].join('\n');
  assert.deepEqual(fromCargo(output), { passed: 7, failed: 1, skipped: 1 });
});

test('what a failed test said is kept, and what passed is not', () => {
  const output = [
    'test a ... FAILED', 'test b ... ok', '', 'failures:', '', '---- a stdout ----', '', "thread 'a' panicked at tests/a.rs:1:1:",
    'left is not right', '', '', 'failures:', '    a', '', 'test result: FAILED. 1 passed; 1 failed; 0 ignored;',
  ].join('\n');
  assert.deepEqual(failuresFromCargo(output), ["a\nthread 'a' panicked at tests/a.rs:1:1:\nleft is not right"]);
});

test('a line of vitest is read with and without colours', () => {
  const plain = ' Test Files  2 passed (2)\n      Tests  12 passed (12)\n';
  assert.deepEqual(fromVitest(plain), { passed: 12, failed: 0, skipped: 0 });
  const coloured = '\u001b[2m      Tests \u001b[22m \u001b[31m1 failed\u001b[39m | 3 passed | 2 skipped (6)\n';
  assert.deepEqual(fromVitest(coloured), { passed: 3, failed: 1, skipped: 2 });
});

test('a cancelled test of node is a failed one', () => {
  const output = 'ℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\nℹ todo 1\n';
  assert.deepEqual(fromNode(output), { passed: 3, failed: 2, skipped: 1 });
});

test('a browser test that passes only at the second attempt has failed', () => {
  const stats = { expected: 2, unexpected: 0, flaky: 1, skipped: 0 };
  assert.deepEqual(fromPlaywright({ stats }), { passed: 2, failed: 1, skipped: 0 });
  assert.deepEqual(fromPlaywright(null), { passed: 0, failed: 0, skipped: 0 });
});

test('Playwright names the tests that failed, wherever they lie, and why', () => {
  const failed = { ok: false, title: 'a task is made', file: 'tasks.spec.ts', line: 7, tests: [{ results: [
    { errors: [{ message: '\u001b[31mno button\u001b[0m', location: { line: 9 } }, {}] },
  ] }] };
  const report = { suites: [{ specs: [{ ok: true, title: 'fine', tests: [] }], suites: [{ specs: [failed] }] }] };
  assert.deepEqual(failuresFromPlaywright(report), ['tasks.spec.ts:7 a task is made\nline 9: no button\n']);
  assert.deepEqual(failuresFromPlaywright(null), []);
});

test('stages without counts add nothing', () => {
  assert.deepEqual(total([{ passed: 1, failed: 0, skipped: 2 }, { wrong: true }]), { passed: 1, failed: 0, skipped: 2 });
});
