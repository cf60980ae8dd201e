// Where the fakes are, what they know an app by, how a person gets past their consent pages, and their levers.
import assert from 'node:assert/strict';

export const jira = {
  url: process.env.JIRA_URL,
  clientId: 'fake-jira-app',
  clientSecret: 'fake-jira-secret',
  cloud: '11111111-2222-3333-4444-555555555555',
  scopes: ['read:jira-work', 'write:jira-work', 'read:jira-user', 'manage:jira-webhook', 'offline_access'],
};

export const slack = {
  url: process.env.SLACK_URL,
  clientId: '1111.2222',
  clientSecret: 'fake-slack-secret',
  signingSecret: 'fake-slack-signing-secret',
  scopes: [
    'chat:write', 'chat:write.public', 'channels:read', 'groups:read', 'im:write', 'users:read', 'users:read.email',
  ],
};

export const teams = { url: process.env.TEAMS_URL };

/** Opens a consent page; answers where its link, `Allow` or `Deny`, leads a person. */
export async function choose(link, page) {
  const answer = await fetch(page);
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  const [, address] = text.match(new RegExp(`<a href="([^"]*)">${link}</a>`));
  return new URL(address.replaceAll('&amp;', '&'));
}

/** Uses one of the levers that a fake has for tests; answers what it says. */
export async function pull(fake, lever, body = {}) {
  const answer = await fetch(`${fake.url}/__fake/${lever}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200, lever);
  return answer.json();
}

/** Arranges that the next call whose path ends so goes wrong. */
export async function spoil(fake, path, trouble) {
  await pull(fake, 'fault', { path, times: 1, trouble });
}
