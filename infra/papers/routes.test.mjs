import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknown } from './routes.mjs';

const paths = { '/api/v1/o/{org}/tasks': { get: {}, post: {} }, '/api/v1/o/{org}/tasks/{id}': { get: {} } };

test('what the document has is known, in prose and in commands', () => {
  const text = [
    'Ask with `GET /api/v1/o/{org}/tasks/{id}`.', '```', 'curl $AIMS/api/v1/o/$ORG/tasks?limit=1',
    'curl -D - $AIMS/api/v1/o/$ORG/tasks/$TASK | tr -d x',
    'curl --json \'{"title":"x"}\' \\', '  $AIMS/api/v1/o/$ORG/tasks', '```',
  ].join('\n');
  assert.deepEqual(unknown(text, paths), []);
});

test('another address and another method are told', () => {
  assert.equal(unknown('`GET /api/v1/o/{org}/risks`', paths).length, 1);
  assert.equal(unknown('`DELETE /api/v1/o/{org}/tasks`', paths).length, 1);
  assert.equal(unknown('curl --request PUT $AIMS/api/v1/o/$ORG/tasks/$TASK', paths).length, 1);
});
