import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sideBySide } from '../test.mjs';

test('only neighbours of the same kind run side by side, and in their order', () => {
  const stage = (name, beside) => ({ name, beside });
  const groups = sideBySide([stage('a'), stage('b'), stage('c', 'x'), stage('d', 'x'), stage('e'), stage('f', 'x')]);
  assert.deepEqual(groups.map((group) => group.map(({ name }) => name)), [['a'], ['b'], ['c', 'd'], ['e'], ['f']]);
});
