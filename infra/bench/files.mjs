// How much memory the program takes while 2 GB go in and come out again: `make bench`. The release build, files in a folder;
// the resident set as Linux counts it, before and at its highest.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../place.mjs';
import { end, main, start, stop } from '../process.mjs';
import { freePort } from '../test/port.mjs';
import { program, signUp, until } from './organisation.mjs';

const size = 2_000_000_000;
const part = 8 * 1024 * 1024;

const kilobytes = (pid, name) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`))[1]);
const mib = (kib) => Math.round(kib / 102.4) / 10;

await main(async () => {
  const aims = await program();
  const folder = mkdtempSync(join(tmpdir(), 'aims-bench-'));
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const running = start(aims, ['up'], {
    cwd: folder, stdio: 'ignore', env: environment({
      AIMS__PUBLIC_URL: base, AIMS__API__LISTEN: `127.0.0.1:${port}`,
      AIMS__API__REQUESTS_PER_MINUTE_ACCOUNT: '0', AIMS__API__REQUESTS_PER_MINUTE_ORGANISATION: '0',
    }),
  });
  try {
    await until(async () => (await fetch(`${base}/health/ready`).catch(() => null))?.ok);
    await measure(base, running.pid);
  } finally {
    await end(running);
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
});

async function measure(base, pid) {
  const { org, headers } = await signUp(base);
  const before = kilobytes(pid, 'VmRSS');
  const block = randomBytes(part);
  const sent = createHash('sha256');
  let began = performance.now();
  const announced = await fetch(`${base}/api/v1/o/${org}/uploads`, {
    method: 'POST', headers: {
      ...headers, 'tus-resumable': '1.0.0', 'upload-length': String(size), 'upload-metadata': `filename ${btoa('video.bin')}`,
    },
  });
  const at = announced.headers.get('location');
  for (let from = 0; from < size; from += part) {
    const bytes = block.subarray(0, Math.min(part, size - from));
    sent.update(bytes);
    const answer = await fetch(`${base}${at}`, {
      method: 'PATCH', body: bytes, headers: {
        ...headers, 'tus-resumable': '1.0.0', 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream',
      },
    });
    if (answer.status !== 204) throw stop(`At ${from} the upload was refused: ${await answer.text()}`);
  }
  report('in', began, before, pid);
  const body = JSON.stringify({ upload: at.split('/').at(-1) });
  const made = await (await fetch(`${base}/api/v1/o/${org}/evidence`, {
    method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' },
  })).json();
  began = performance.now();
  const received = createHash('sha256');
  const file = await fetch(`${base}/api/v1/o/${org}/evidence/${made.id}/files/1`, { headers });
  for await (const chunk of file.body) received.update(chunk);
  report('out', began, before, pid);
  const [one, other] = [sent.digest('hex'), received.digest('hex')];
  if (one !== other || one !== made.file.sha256) throw stop('What came out is not what went in.');
}

function report(way, began, before, pid) {
  const seconds = (performance.now() - began) / 1_000;
  const peak = kilobytes(pid, 'VmHWM');
  console.log(`2 GB ${way}: ${seconds.toFixed(1)} s, ${(size / 1e6 / seconds).toFixed(0)} MB/s; resident set before ${mib(before)} MiB, `
    + `highest ${mib(peak)} MiB, so ${mib(peak - before)} MiB for it`);
}
