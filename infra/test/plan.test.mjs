import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareOf, sideBySide } from '../test.mjs';

test('only neighbours of the same kind run side by side, and in their order', () => {
  const stage = (name, beside) => ({ name, beside });
  const groups = sideBySide([stage('a'), stage('b'), stage('c', 'x'), stage('d', 'x'), stage('e'), stage('f', 'x')]);
  assert.deepEqual(groups.map((group) => group.map(({ name }) => name)), [['a'], ['b'], ['c', 'd'], ['e'], ['f']]);
});

test('neighbours share the tests between them, and one alone runs all', () => {
  assert.deepEqual([shareOf(0, 2), shareOf(1, 2), shareOf(0, 1)], ['1/2', '2/2', null]);
});
