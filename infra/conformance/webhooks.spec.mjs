// Two implementations of the Standard Webhooks specification take our signature, and nothing else.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const execute = promisify(execFile);
const id = 'msg_0190b3a4c1d2';
const body = '{"type":"task.overdue","data":{"title":"Prüfung – 42 € “heute”","done":false}}';

/** A secret as receivers are given it. */
const newSecret = (length) => `whsec_${randomBytes(length).toString('base64')}`;

/** The headers that we send, signed with each of the secrets. */
async function ours(secrets, { at = Math.floor(Date.now() / 1000), text = body } = {}) {
  const signatures = [];
  for (const secret of secrets) {
    const { stdout } = await execute(process.env.SIGN_WEBHOOK, [secret, id, String(at), text]);
    signatures.push(stdout.trim());
  }
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signatures.join(' ') };
}

/** Whether that implementation takes it; what is neither taken nor refused is an error. */
const implementations = {
  'standardwebhooks of npm': async (secret, headers, text) => {
    try {
      new Webhook(secret).verify(text, headers);
      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError) return false;
      throw error;
    }
  },
  'standardwebhooks of PyPI': async (secret, headers, text) => {
    const script = fileURLToPath(new URL('verify_webhook.py', import.meta.url));
    const { stdout } = await execute(process.env.PYTHON, [script, JSON.stringify({ secret, headers, body: text })]);
    return JSON.parse(stdout);
  },
};

for (const [name, takes] of Object.entries(implementations)) {
  test(`${name}: our signature is taken, whatever the secret's length and the body`, async () => {
    for (const length of [24, 32, 33, 64]) {
      const secret = newSecret(length);
      assert.ok(await takes(secret, await ours([secret]), body), `${length} bytes`);
    }
    const secret = newSecret(32);
    assert.ok(await takes(secret, await ours([secret], { text: '{}' }), '{}'));
  });

  test(`${name}: while a secret is changed, both are good`, async () => {
    const [old, next] = [newSecret(32), newSecret(32)];
    const headers = await ours([old, next]);
    assert.ok(await takes(old, headers, body));
    assert.ok(await takes(next, headers, body));
  });

  test(`${name}: whatever was changed afterwards is refused`, async () => {
    const secret = newSecret(32);
    const headers = await ours([secret]);
    assert.ok(await takes(secret, headers, body));
    assert.ok(!(await takes(secret, headers, `${body} `)), 'another body');
    assert.ok(!(await takes(secret, headers, body.replace('false', 'true'))), 'another body');
    assert.ok(!(await takes(secret, { ...headers, 'webhook-id': 'msg_2' }, body)), 'another id');
    const later = String(Number(headers['webhook-timestamp']) + 1);
    assert.ok(!(await takes(secret, { ...headers, 'webhook-timestamp': later }, body)), 'another time');
    assert.ok(!(await takes(newSecret(32), headers, body)), 'another secret');
  });

  test(`${name}: what was signed too long ago, or is from the future, is refused`, async () => {
    const secret = newSecret(32);
    const now = Math.floor(Date.now() / 1000);
    for (const at of [now - 360, now + 360]) {
      assert.ok(!(await takes(secret, await ours([secret], { at }), body)), String(at - now));
    }
  });
}

test('an implementation of others signs as we do', async () => {
  const secret = newSecret(32);
  const headers = await ours([secret]);
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  assert.equal(headers['webhook-signature'], new Webhook(secret).sign(id, at, body));
});
