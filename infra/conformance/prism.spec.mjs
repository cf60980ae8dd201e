// Prism stands between a client and the fake with Atlassian's specification: it lets pass what both of them say right.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { choose, jira, pull, spoil } from './fakes.mjs';

const proxy = process.env.PRISM_URL;
const fields = {
  project: { key: 'AIMS' },
  issuetype: { id: '10100' },
  summary: 'Review the AI policy',
  description: {
    type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Once a year.' }] }],
  },
  labels: ['aims-prism'],
  duedate: '2027-01-31',
};
let token;

/** The specification is data of others and lies beside the project, where it lies at all. */
function checked(name, body) {
  test(name, () => (proxy ? body() : console.error('skipped: ../shared/specs not found')));
}

before(async () => {
  const app = { client_id: jira.clientId, redirect_uri: 'http://127.0.0.1/back' };
  const scope = jira.scopes.join(' ');
  const asked = { ...app, scope, audience: 'api.atlassian.com', response_type: 'code', state: 'x' };
  const back = await choose('Allow', `${jira.url}/authorize?${new URLSearchParams(asked)}`);
  const given = { ...app, client_secret: jira.clientSecret, code: back.searchParams.get('code') };
  const answer = await fetch(`${jira.url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'authorization_code', ...given }),
  });
  token = (await answer.json()).access_token;
});

/** Calls through the proxy and answers the body; the status has to be that one. */
async function call(status, method, path, body, headers = { authorization: `Bearer ${token}` }) {
  const answer = await fetch(`${proxy}/rest/api/3${path}`, {
    method,
    headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  // Prism says what is wrong in the body.
  assert.equal(answer.status, status, `${method} ${path}: ${text}`);
  return text && JSON.parse(text);
}

checked('an issue is made, read, changed, moved and found', async () => {
  const properties = [{ key: 'openaims', value: { task: 't1' } }];
  const { id, key } = await call(201, 'POST', '/issue', { fields, properties });
  assert.equal((await call(200, 'GET', `/issue/${key}?fields=summary,status`)).id, id);
  await call(204, 'PUT', `/issue/${id}`, { fields: { summary: 'Another name', duedate: null } });
  const { transitions } = await call(200, 'GET', `/issue/${id}/transitions`);
  const { id: done } = transitions.find(({ to }) => to.statusCategory.key === 'done');
  await call(204, 'POST', `/issue/${id}/transitions`, { transition: { id: done } });
  const search = { jql: 'project = "AIMS" AND labels = "aims-prism"', fields: ['status'], maxResults: 50 };
  assert.deepEqual((await call(200, 'POST', '/search/jql', search)).issues.map((issue) => issue.id), [id]);
  const many = await call(200, 'POST', '/issue/bulkfetch', { issueIdsOrKeys: [id], fields: ['status'] });
  assert.equal(many.issues[0].fields.status.statusCategory.key, 'done');
});

checked('a hook is registered, listed, renewed and deleted', async () => {
  const webhooks = [{ events: ['jira:issue_updated'], jqlFilter: 'project = "AIMS"' }];
  const registered = await call(200, 'POST', '/webhook', { url: 'http://127.0.0.1:9/hook', webhooks });
  const webhookIds = registered.webhookRegistrationResult.map(({ createdWebhookId }) => createdWebhookId);
  assert.deepEqual((await call(200, 'GET', '/webhook')).values.map(({ id }) => id), webhookIds);
  await call(200, 'PUT', '/webhook/refresh', { webhookIds });
  await call(202, 'DELETE', '/webhook', { webhookIds });
  assert.equal((await call(200, 'GET', '/webhook')).total, 0);
});

checked('projects, types, fields and people are listed', async () => {
  await call(200, 'GET', '/myself');
  await call(200, 'GET', '/mypermissions?permissions=CREATE_ISSUES,EDIT_ISSUES');
  await call(200, 'GET', '/project/search');
  await call(200, 'GET', '/issue/createmeta/SEC/issuetypes');
  await call(200, 'GET', '/issue/createmeta/SEC/issuetypes/10100');
  await call(200, 'GET', '/user/assignable/search?project=AIMS&maxResults=200');
});

checked('what the fake refuses is as the specification has it', async () => {
  const refused = await call(400, 'POST', '/issue', { fields: { ...fields, project: { id: '10001' } } });
  assert.ok(refused.errors.customfield_10050);
  await call(404, 'GET', '/issue/1');
  await call(401, 'GET', '/myself', null, { authorization: 'Bearer unknown' });
});

checked('a wrong call does not reach the fake', async () => {
  const before = (await pull(jira, 'asked')).length;
  const { validation } = await call(422, 'POST', '/issue', { fields: { ...fields, description: 'plain' } });
  assert.ok(validation.some(({ location }) => location.join('.') === 'body.fields.description'));
  await call(422, 'POST', '/issue', { feilds: fields });
  await call(422, 'POST', '/issue', { fields: { ...fields, labels: ['two words'] } });
  await call(401, 'POST', '/issue', { fields }, {});
  assert.equal((await pull(jira, 'asked')).length, before);
});

checked('a wrong answer is noticed', async () => {
  await spoil(jira, '/myself', { kind: 'status', status: 206 });
  const { validation } = await call(500, 'GET', '/myself');
  assert.deepEqual(validation[0].location, ['response']);
});
