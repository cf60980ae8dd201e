// A client of Jira that others maintain speaks to the fake: consent, tokens, issues, search, hooks, errors.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, mock, test } from 'node:test';
import { text } from 'node:stream/consumers';
import {
  exchangeAuthorizationCode, generateAuthorizationUrl, getAccessibleResources, HttpException, Version3Client,
} from 'jira.js';
import jwt from 'jsonwebtoken';
import { choose, jira, pull, spoil } from './fakes.mjs';

const credentials = { clientId: jira.clientId, clientSecret: jira.clientSecret };
const redirectUri = 'http://127.0.0.1/back?from=jira';
const app = { ...credentials, redirectUri };
const description = {
  type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Once a year.' }] }],
};
let client;

// Where Atlassian is, is fixed in the client: whatever it asks of Atlassian is asked of the fake.
const atFake = (address) => {
  const { pathname, search } = new URL(address);
  return `${jira.url}${pathname}${search}`;
};
const reached = globalThis.fetch;

before(async () => {
  mock.method(globalThis, 'fetch', (address, options) => reached(atFake(address), options));
  client = clientWith({ accessToken: (await tokens()).accessToken });
});

after(() => mock.restoreAll());

function clientWith(oauth2) {
  const made = new Version3Client({ authentication: { oauth2: { siteUrl: 'https://acme.atlassian.net', ...oauth2 } } });
  made.instance.interceptors.request.use((request) => ({ ...request, baseURL: atFake(request.baseURL) }));
  return made;
}

function consentPage() {
  return atFake(generateAuthorizationUrl({ ...app, scopes: jira.scopes, state: 'a & b' }));
}

async function tokens() {
  const code = (await choose('Allow', consentPage())).searchParams.get('code');
  return exchangeAuthorizationCode({ ...app, code });
}

function newIssue(label, more = {}) {
  const fields = {
    project: { key: 'AIMS' }, issuetype: { id: '10100' }, summary: 'Review the AI policy', description, labels: [label],
  };
  return { fields: { ...fields, ...more } };
}

test('people come back with the state they left with, whether they consent or not', async () => {
  for (const [link, parameter] of [['Allow', 'code'], ['Deny', 'error']]) {
    const back = await choose(link, consentPage());
    assert.ok(back.href.startsWith(redirectUri), back.href);
    assert.equal(back.searchParams.get('state'), 'a & b');
    assert.ok(back.searchParams.get(parameter));
  }
});

test('a consent gives a token for the sites it covers', async () => {
  const { accessToken, refreshToken, expiresIn, scope, tokenType } = await tokens();
  assert.ok(refreshToken && expiresIn > 0);
  assert.equal(tokenType, 'Bearer');
  assert.ok(jira.scopes.every((one) => scope.split(' ').includes(one)), scope);
  const [site] = await getAccessibleResources(accessToken);
  assert.equal(site.id, jira.cloud);
  await assert.rejects(getAccessibleResources('unknown'), /status 401/);
});

test('a code is taken once, and only from the app and for the address it was made for', async () => {
  const codeOf = async () => (await choose('Allow', consentPage())).searchParams.get('code');
  const code = await codeOf();
  await exchangeAuthorizationCode({ ...app, code });
  await assert.rejects(exchangeAuthorizationCode({ ...app, code }), /status 403.*invalid_grant/);
  const other = { ...app, code: await codeOf() };
  await assert.rejects(exchangeAuthorizationCode({ ...other, clientSecret: 'another' }), /status 401/);
  await assert.rejects(exchangeAuthorizationCode({ ...other, redirectUri: 'http://127.0.0.1/other' }), /status 403/);
});

test('a token that ran out is renewed on the way, and the new pair is used from then on', async () => {
  const { accessToken, refreshToken } = await tokens();
  const renewed = [];
  const onTokenRefresh = async (pair) => { renewed.push(pair); };
  const own = clientWith({ ...credentials, accessToken, refreshToken, onTokenRefresh });
  await own.myself.getCurrentUser();
  assert.equal(renewed.length, 0);
  await pull(jira, 'expire-tokens');
  assert.equal((await own.myself.getCurrentUser()).displayName, 'Ada Lovelace');
  await own.myself.getCurrentUser();
  assert.equal(renewed.length, 1);
  assert.notEqual(renewed[0].refreshToken, refreshToken);
  client = clientWith({ accessToken: renewed[0].accessToken });
});

test('projects, their types and their people are listed', async () => {
  const { values } = await client.projects.searchProjects();
  assert.deepEqual(values.map(({ key }) => key), ['AIMS', 'SEC', 'SLOW']);
  const { issueTypes } = await client.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'AIMS' });
  assert.ok(issueTypes.some(({ id, subtask }) => id === '10100' && !subtask));
  const people = await client.userSearch.findAssignableUsers({ project: 'AIMS' });
  assert.ok(people.every(({ accountId, displayName }) => accountId && displayName));
});

test('an issue is made, read, changed and moved', async () => {
  const made = await client.issues.createIssue(newIssue('aims-lifecycle', { duedate: '2027-01-31' }));
  assert.match(made.id, /^\d+$/);
  assert.match(made.key, /^AIMS-\d+$/);
  assert.ok(made.self.startsWith(jira.url));
  const read = (issueIdOrKey) => client.issues.getIssue({ issueIdOrKey });
  const issue = await read(made.key);
  assert.equal(issue.id, made.id);
  assert.deepEqual(issue.fields.description, description);
  assert.equal(issue.fields.status.statusCategory.key, 'new');
  await client.issues.editIssue({ issueIdOrKey: made.id, fields: { summary: 'Another name', duedate: null } });
  const { summary, duedate, labels } = (await read(made.id)).fields;
  assert.deepEqual([summary, duedate, labels], ['Another name', null, ['aims-lifecycle']]);
  const { transitions } = await client.issues.getTransitions({ issueIdOrKey: made.id });
  const way = transitions.find(({ to }) => to.statusCategory.key === 'done');
  await client.issues.doTransition({ issueIdOrKey: made.id, transition: { id: way.id } });
  assert.equal((await read(made.id)).fields.status.statusCategory.key, 'done');
});

test('an issue is found by its label, and nothing by another', async () => {
  const { id } = await client.issues.createIssue(newIssue('aims-found'));
  const found = async (label) => {
    const search = { jql: `project = "AIMS" AND labels = "${label}"`, fields: ['summary', 'labels'], maxResults: 50 };
    return (await client.issueSearch.searchForIssuesUsingJqlEnhancedSearchPost(search)).issues.map((issue) => issue.id);
  };
  assert.deepEqual(await found('aims-found'), [id]);
  assert.deepEqual(await found('aims-lost'), []);
});

test('hooks are registered, called under a signature, renewed and deleted', async () => {
  const heard = [];
  const server = createServer(async (request, response) => {
    heard.push({ ...request.headers, ...JSON.parse(await text(request)) });
    response.end();
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const webhooks = [{ events: ['jira:issue_updated'], jqlFilter: 'project = "AIMS"' }];
    const url = `http://127.0.0.1:${server.address().port}/hook`;
    const registered = await client.webhooks.registerDynamicWebhooks({ url, webhooks });
    const id = registered.webhookRegistrationResult[0].createdWebhookId;
    const { values } = await client.webhooks.getDynamicWebhooksForApp();
    assert.deepEqual(values.map((hook) => [hook.id, hook.url]), [[id, url]]);
    const [issue] = await pull(jira, 'issues');
    assert.equal(await pull(jira, 'move', { id: issue.id, to: 'in_progress' }), true);
    const call = heard.find((one) => one.webhookEvent === 'jira:issue_updated' && one.issue.id === issue.id);
    assert.deepEqual(call.matchedWebhookIds, [id]);
    assert.equal(call.issue.fields.status.statusCategory.key, 'indeterminate');
    const token = call.authorization.replace(/^Bearer /, '');
    jwt.verify(token, jira.clientSecret, { algorithms: ['HS256'] });
    assert.throws(() => jwt.verify(token, 'another', { algorithms: ['HS256'] }), /invalid signature/);
    assert.ok((await client.webhooks.refreshWebhooks({ webhookIds: [id] })).expirationDate > Date.now());
    await client.webhooks.deleteWebhookById({ webhookIds: [id] });
    assert.equal((await client.webhooks.getDynamicWebhooksForApp()).total, 0);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('what Jira refuses is refused with its reasons', async () => {
  const withoutTeam = client.issues.createIssue(newIssue('aims-refused', { project: { id: '10001' } }));
  await assert.rejects(withoutTeam, refusal(400, ({ errors }) => errors.customfield_10050));
  const nameless = client.issues.createIssue(newIssue('aims-refused', { summary: '' }));
  await assert.rejects(nameless, refusal(400, ({ errors }) => errors.summary));
  const missing = client.issues.getIssue({ issueIdOrKey: '1' });
  await assert.rejects(missing, refusal(404, ({ errorMessages }) => errorMessages[0]));
  const stranger = clientWith({ accessToken: 'unknown', cloudId: jira.cloud });
  await assert.rejects(stranger.myself.getCurrentUser(), refusal(401));
});

test('trouble is understood as what it is', async () => {
  const self = () => client.myself.getCurrentUser();
  await spoil(jira, '/myself', { kind: 'too_many', after: 7, reason: 'jira-quota-based' });
  await assert.rejects(self(), (error) => error.status === 429 && error.cause.response.headers['retry-after'] === '7');
  await spoil(jira, '/myself', { kind: 'page' });
  await assert.rejects(self(), refusal(503));
  await spoil(jira, '/myself', { kind: 'lost' });
  await assert.rejects(self(), (error) => error.isAxiosError === true && error.response === undefined);
});

/** The client's own error, of that status and with something that it finds in the body. */
function refusal(status, reason = () => true) {
  return (error) => {
    assert.ok(error instanceof HttpException, error);
    assert.equal(error.status, status);
    assert.ok(reason(error.response.data), JSON.stringify(error.response));
    return true;
  };
}
