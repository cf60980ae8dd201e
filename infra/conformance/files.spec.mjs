// A client of the tus protocol that is not ours brings files through the program into an S3 server that is not ours.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import { Upload } from 'tus-js-client';
import { begin } from './organisation.mjs';

const part = 8 * 1024 * 1024;
const { AIMS_URL: base, S3_URL: bucket } = process.env;
let [org, call, headers] = [];

before(async () => {
  ({ org, call, headers } = await begin('files@acme.example', 'Acme'));
});

/** Uploads; `until` stops after so many bytes and answers where to go on. */
function upload(bytes, name, { from, until } = {}) {
  return new Promise((resolve, reject) => {
    const one = new Upload(bytes, {
      endpoint: `${base}/api/v1/o/${org}/uploads`, uploadUrl: from, chunkSize: part, retryDelays: [0, 200, 1000],
      metadata: { filename: name }, headers: headers(),
      onError: reject,
      onSuccess: () => resolve(one.url),
      onChunkComplete: (_, accepted) => {
        if (until && accepted >= until) one.abort().then(() => resolve(one.url), reject);
      },
    });
    one.start();
  });
}

async function evidence(url) {
  const made = await call('POST', `/api/v1/o/${org}/evidence`, { upload: url.split('/').at(-1) });
  return made.json();
}

const objects = async () => (await (await fetch(`${bucket}?list-type=2`)).text()).match(/<Key>/g)?.length ?? 0;

test('a file of several parts comes whole, also when it is broken off in the middle', async () => {
  const bytes = randomBytes(2 * part + 4_321);
  const url = await upload(bytes, 'recording.bin', { until: part });
  assert.equal(await objects(), 0, 'what is not whole is no object');
  assert.equal(await upload(bytes, 'recording.bin', { from: url }), url);
  const made = await evidence(url);
  assert.equal(made.file.sha256, createHash('sha256').update(bytes).digest('hex'));
  assert.equal(await objects(), 1);
  const file = `/api/v1/o/${org}/evidence/${made.id}/files/1`;
  const whole = Buffer.from(await (await call('GET', file)).arrayBuffer());
  assert.ok(whole.equals(bytes), 'the bytes come back as they went');
  const range = await fetch(`${base}${file}`, { headers: { ...headers(), range: `bytes=${part}-${part + 99}` } });
  assert.equal(range.status, 206);
  assert.ok(Buffer.from(await range.arrayBuffer()).equals(bytes.subarray(part, part + 100)));
});

test('a small file comes in one part, the same one is kept once', async () => {
  const before = await objects();
  const bytes = Buffer.from('%PDF-1.7\nsmall');
  const first = await evidence(await upload(bytes, 'Überblick.pdf'));
  const second = await evidence(await upload(bytes, 'again.pdf'));
  assert.equal(first.file.name, 'Überblick.pdf');
  assert.equal(second.file.sha256, first.file.sha256);
  assert.equal(await objects(), before + 1);
});

test('what is refused is refused for this client, too, and ends its upload', async () => {
  const program = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01\x00', 'latin1'), randomBytes(100)]);
  await assert.rejects(upload(program, 'minutes.pdf'), (error) => /program_not_taken/.test(error.message));
});
