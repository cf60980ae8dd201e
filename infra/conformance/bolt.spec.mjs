// An app made with Slack's own framework is installed from the fake, and takes the calls that the fake makes and signs.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { App, HTTPReceiver, isValidSlackRequest, LogLevel } from '@slack/bolt';
import { choose, pull, slack } from './fakes.mjs';

const actions = '/api/hooks/slack/actions';
const events = '/api/hooks/slack/events';
const told = new EventEmitter();
const calls = {};
let handled = 0;
let server;
let app;
let url;
let installation;

before(async () => {
  // The raw body is kept on the way: signatures are over bytes.
  server = createServer(async (request, response) => {
    request.rawBody = await buffer(request);
    if (request.method === 'POST') calls[request.url] ??= { headers: request.headers, body: String(request.rawBody) };
    receiver.requestListener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${server.address().port}`;
  const receiver = new HTTPReceiver({
    endpoints: [actions, events],
    clientId: slack.clientId,
    clientSecret: slack.clientSecret,
    signingSecret: slack.signingSecret,
    stateSecret: 'only in this test',
    scopes: slack.scopes,
    redirectUri: `${url}/back`,
    installationStore: {
      storeInstallation: async (made) => { installation = made; },
      fetchInstallation: async () => installation,
    },
    installerOptions: {
      authorizationUrl: `${slack.url}/oauth/v2/authorize`,
      clientOptions: { slackApiUrl: `${slack.url}/api/` },
      directInstall: true,
      redirectUriPath: '/back',
    },
    // What it refuses it says in the log.
    logLevel: LogLevel.ERROR,
  });
  app = new App({ receiver, clientOptions: { slackApiUrl: `${slack.url}/api/` }, logLevel: LogLevel.ERROR });
  app.action('done', async ({ ack, action, body }) => {
    told.emit('heard', { pressed: action.value, by: body.user.id });
    await ack();
  });
  app.event('app_uninstalled', async ({ body }) => { told.emit('heard', { removed: body.team_id }); });
  told.on('heard', () => { handled += 1; });
  await install();
});

after(() => {
  server.close();
  server.closeAllConnections();
});

/** A person's way through the app's page and Slack's, and back; the app knows the browser by a cookie. */
async function install() {
  const begun = await fetch(`${url}/slack/install`, { redirect: 'manual' });
  const back = await choose('Allow', begun.headers.get('location'));
  const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const answer = await fetch(back, { headers: { cookie } });
  assert.equal(answer.status, 200, await answer.text());
}

/** Does something that the app is to answer with 200; answers what the app heard of it. */
async function heardAfter(act) {
  const saying = once(told, 'heard');
  assert.equal(await act(), 200);
  return (await saying)[0];
}

/** Sends what the fake has sent before, changed or not; answers the status. */
async function resend(path, body, changed = {}) {
  const { host, connection, 'content-length': length, ...headers } = calls[path].headers;
  const answer = await fetch(url + path, { method: 'POST', headers: { ...headers, ...changed }, body });
  return answer.status;
}

test('the app is installed by its own means', () => {
  assert.equal(installation.team.id, 'T0ACME');
  assert.equal(installation.bot.userId, 'U0BOT');
  assert.ok(slack.scopes.every((scope) => installation.bot.scopes.includes(scope)));
});

test('a pressed button reaches the app, with whoever pressed it', async () => {
  const { token } = installation.bot;
  const button = { type: 'button', action_id: 'done', value: 'task-1', text: { type: 'plain_text', text: 'Done' } };
  const blocks = [{ type: 'actions', elements: [button] }];
  const { ts } = await app.client.chat.postMessage({ token, channel: 'C0TASKS', text: 'Review', blocks });
  const press = { ts, action: 'done', address: 'ada@acme.example' };
  const { pressed, by } = await heardAfter(() => pull(slack, 'press', press));
  assert.equal(pressed, 'task-1');
  assert.equal((await app.client.users.info({ token, user: by })).user.profile.email, press.address);
});

test('that it was removed reaches the app', async () => {
  assert.deepEqual(await heardAfter(() => pull(slack, 'remove-app')), { removed: 'T0ACME' });
});

for (const path of [actions, events]) {
  test(`what was signed for ${path} and then changed is refused`, async () => {
    const { headers, body } = calls[path];
    await heardAfter(() => resend(path, body));
    const before = handled;
    assert.ok(body.includes('T0ACME'));
    assert.equal(await resend(path, body.replace('T0ACME', 'T0OTHER')), 401);
    assert.equal(await resend(path, body, { 'x-slack-signature': `${headers['x-slack-signature']}0` }), 401);
    const earlier = String(Number(headers['x-slack-request-timestamp']) - 1);
    assert.equal(await resend(path, body, { 'x-slack-request-timestamp': earlier }), 401);
    assert.equal(handled, before);
  });

  test(`what was signed for ${path} is refused when it comes late, or under another secret`, () => {
    const { headers, body } = calls[path];
    const timestamp = Number(headers['x-slack-request-timestamp']);
    const signed = { 'x-slack-signature': headers['x-slack-signature'], 'x-slack-request-timestamp': timestamp };
    const valid = (secondsLater, signingSecret = slack.signingSecret) => isValidSlackRequest({
      signingSecret, body, headers: signed, nowMilliseconds: (timestamp + secondsLater) * 1000,
    });
    assert.ok(valid(0) && valid(300));
    assert.ok(!valid(301));
    assert.ok(!valid(0, 'another'));
  });
}
