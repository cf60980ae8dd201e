import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFaults } from './faults.mjs';
import { fits } from './tree.mjs';

// A fault whose place a change has moved would be found out only by the next `make mutants`, long after that change.
test('each planted fault still finds its place exactly once', () => {
  const faults = readFaults();
  assert.ok(faults.length > 0, 'no planted fault was read');
  const lost = faults.flatMap((fault) => {
    try {
      fits(fault);
      return [];
    } catch (reason) {
      return [`${fault.name}: ${reason.message}`];
    }
  });
  assert.deepEqual(lost, []);
});
