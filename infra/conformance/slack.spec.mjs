// Slack's own client speaks to the fake, and is content with what it answers.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { choose, pull, slack, spoil } from './fakes.mjs';

const app = { client_id: slack.clientId, client_secret: slack.clientSecret };
const redirect = 'http://127.0.0.1/back?from=slack&why=try';
const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Review the *AI policy*' } }];
let client;

/** Trouble is to be seen, not tried again. */
function clientWith(token) {
  const slackApiUrl = `${slack.url}/api/`;
  const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  return new WebClient(token, { slackApiUrl, ...once, logLevel: LogLevel.ERROR });
}

function installPage() {
  const asked = { client_id: slack.clientId, scope: slack.scopes.join(), redirect_uri: redirect, state: 'a & b' };
  return `${slack.url}/oauth/v2/authorize?${new URLSearchParams(asked)}`;
}

async function install() {
  const code = (await choose('Allow', installPage())).searchParams.get('code');
  return clientWith().oauth.v2.access({ ...app, code, redirect_uri: redirect });
}

before(async () => { client = clientWith((await install()).access_token); });

test('an installed app has a token that works', async () => {
  const installed = await install();
  assert.equal(installed.token_type, 'bot');
  const granted = installed.scope.split(',');
  assert.ok(slack.scopes.every((scope) => granted.includes(scope)), installed.scope);
  const self = await clientWith(installed.access_token).auth.test();
  assert.equal(self.team_id, installed.team.id);
  assert.equal(self.user_id, installed.bot_user_id);
  assert.ok(self.bot_id && self.url);
});

test('people come back with the state they left with, whether they allow it or not', async () => {
  for (const [link, parameter] of [['Allow', 'code'], ['Deny', 'error']]) {
    const back = await choose(link, installPage());
    assert.ok(back.href.startsWith(redirect), back.href);
    assert.equal(back.searchParams.get('state'), 'a & b');
    assert.ok(back.searchParams.get(parameter));
  }
});

test('a code is taken once, and only from the app and for the address it was made for', async () => {
  const codeOf = async () => (await choose('Allow', installPage())).searchParams.get('code');
  const access = (more) => clientWith().oauth.v2.access({ ...app, redirect_uri: redirect, ...more });
  const code = await codeOf();
  await access({ code });
  await assert.rejects(access({ code }), refusal('invalid_code'));
  await assert.rejects(access({ code: await codeOf(), client_secret: 'another' }), refusal('bad_client_secret'));
  await assert.rejects(access({ code: await codeOf(), redirect_uri: 'http://127.0.0.1/other' }), refusal());
});

test('a message is posted, answered in its thread and changed', async () => {
  const posted = await client.chat.postMessage({ channel: 'C0TASKS', text: 'Review', blocks });
  assert.match(posted.ts, /^\d+\.\d{6}$/);
  assert.equal(posted.channel, 'C0TASKS');
  assert.equal(posted.message.ts, posted.ts);
  assert.deepEqual(posted.message.blocks, blocks);
  const reply = await client.chat.postMessage({ channel: 'C0TASKS', text: 'Due soon', thread_ts: posted.ts });
  assert.equal(reply.message.thread_ts, posted.ts);
  const changed = await client.chat.update({ channel: 'C0TASKS', ts: posted.ts, text: 'Reviewed', blocks });
  assert.equal(changed.ts, posted.ts);
  assert.equal(changed.text, 'Reviewed');
  const kept = (await pull(slack, 'messages')).filter(({ ts }) => [posted.ts, reply.ts].includes(ts));
  assert.deepEqual(kept.map(({ text }) => text), ['Reviewed', 'Due soon']);
});

test('something is said to one person, in a channel and alone', async () => {
  const { user } = await client.users.lookupByEmail({ email: 'ada@acme.example' });
  const whispered = await client.chat.postEphemeral({ channel: 'C0TASKS', user: user.id, text: 'Not yours' });
  assert.match(whispered.message_ts, /^\d+\.\d{6}$/);
  const { channel } = await client.conversations.open({ users: user.id });
  const posted = await client.chat.postMessage({ channel: channel.id, text: 'Good morning' });
  assert.equal(posted.channel, channel.id);
});

test('the pages of channels are turned', async () => {
  const pages = [];
  for await (const { channels } of client.paginate('conversations.list', { limit: 2 })) {
    pages.push(channels.map(({ name }) => name));
  }
  assert.ok(pages.length > 1);
  assert.deepEqual(pages.flat(), ['ai-tasks', 'board', 'risk']);
});

test('people are found by their address', async () => {
  const { user } = await client.users.lookupByEmail({ email: 'ada@acme.example' });
  assert.equal(user.profile.email, 'ada@acme.example');
  assert.equal((await client.users.info({ user: user.id })).user.id, user.id);
  await assert.rejects(client.users.lookupByEmail({ email: 'nobody@acme.example' }), refusal('users_not_found'));
});

test('what Slack refuses is refused by name', async () => {
  const post = (more) => client.chat.postMessage({ channel: 'C0TASKS', text: 'Review', ...more });
  await assert.rejects(clientWith('xoxb-unknown').auth.test(), refusal('invalid_auth'));
  await assert.rejects(post({ channel: 'C0NOWHERE' }), refusal('channel_not_found'));
  await assert.rejects(post({ channel: 'C0BOARD' }), refusal('not_in_channel'));
  await assert.rejects(post({ text: '' }), refusal('no_text'));
  await assert.rejects(post({ blocks: Array(51).fill(blocks[0]) }), refusal('invalid_blocks'));
  const unknown = { channel: 'C0TASKS', ts: '1.000001', text: 'Reviewed' };
  await assert.rejects(client.chat.update(unknown), refusal('message_not_found'));
});

test('trouble is understood as what it is', async () => {
  const post = () => client.chat.postMessage({ channel: 'C0TASKS', text: 'Review' });
  await spoil(slack, 'chat.postMessage', { kind: 'too_many', after: 7, reason: '' });
  await assert.rejects(post(), { code: ErrorCode.RateLimitedError, retryAfter: 7 });
  await spoil(slack, 'chat.postMessage', { kind: 'refusal', field: '', words: 'is_archived' });
  await assert.rejects(post(), refusal('is_archived'));
  await spoil(slack, 'chat.postMessage', { kind: 'page' });
  await assert.rejects(post(), { code: ErrorCode.HTTPError, statusCode: 503 });
  await spoil(slack, 'chat.postMessage', { kind: 'lost' });
  await assert.rejects(post(), { code: ErrorCode.RequestError });
});

test('a token that runs out is renewed, once for each refresh token', async () => {
  await pull(slack, 'rotate-tokens');
  const first = await install();
  assert.ok(first.expires_in > 0);
  await pull(slack, 'expire-tokens');
  await assert.rejects(clientWith(first.access_token).auth.test(), refusal());
  const renew = () => clientWith().oauth.v2.access({
    ...app, grant_type: 'refresh_token', refresh_token: first.refresh_token,
  });
  const second = await renew();
  assert.notEqual(second.refresh_token, first.refresh_token);
  await clientWith(second.access_token).auth.test();
  await assert.rejects(renew(), refusal('invalid_refresh_token'));
});

/** The client's own error for `{ ok: false }`, of that name where one is said. */
function refusal(name) {
  return (error) => {
    assert.equal(error.code, ErrorCode.PlatformError, error.message);
    if (name) assert.equal(error.data.error, name);
    return true;
  };
}
