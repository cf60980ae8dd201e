import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesIn, readDashboard, readNames, strangeQueries } from './dashboard.mjs';

test('the dashboard asks for what the program has, and looks at all of it', () => {
  const names = readNames();
  assert.ok(names.length >= 15, 'the list of metrics is read');
  assert.deepEqual(strangeQueries(readDashboard(), names), []);
});

test('a query for something that is not there is named, and so is what nobody looks at', () => {
  const dashboard = {
    panels: [{ title: 'Requests', targets: [{ expr: 'rate(aims_requests_total[5m]) / aims_seconds_sum' }] }],
    templating: { list: [] },
  };
  const names = namesIn('("aims_seconds", "histogram", "x"), ("aims_other", "gauge", "x")');
  assert.deepEqual(strangeQueries(dashboard, names), [
    '"Requests" asks for aims_requests_total, which the program does not have.',
    'No panel looks at aims_other.',
  ]);
});
