// The proxy as it is shipped, in front of a program that tells what reached it: limits, headers, framing, live streams.
//   node infra/compose/probe.mjs /path/to/caddy
// Needs Caddy 2.11 or later and nothing else; leaves nothing running. Not part of `make check`: Caddy is not installed there.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import tls from 'node:tls';
import { root } from '../place.mjs';
import { freePort } from '../test/port.mjs';

const host = 'localhost';
const [upstream, port, plain] = [await freePort(), await freePort(), await freePort()];
const trust = { rejectUnauthorized: false, servername: host };

/** Tells what reached it; on `…/live` one event at once and one after a while. */
const program = http.createServer((request, response) => {
  let size = 0;
  request.on('data', (piece) => { size += piece.length; });
  request.on('end', () => {
    if (!request.url.endsWith('/live')) return response.end(JSON.stringify({ url: request.url, headers: request.headers, size }));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: first\n\n');
    return setTimeout(() => response.end('data: second\n\n'), 1_000);
  });
});

/** Asks through the proxy; answers status, headers, text, and when its first piece came. */
function ask(path, { method = 'GET', headers = {}, body } = {}) {
  const begun = Date.now();
  return new Promise((resolve) => {
    const request = https.request({ host, port, path, method, headers, ...trust, agent: false }, (response) => {
      let [text, first] = ['', null];
      response.on('data', (piece) => { text += piece; first ??= Date.now() - begun; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text, first }));
    });
    // What is too large is refused before all of it was sent.
    request.on('error', (error) => resolve({ status: null, text: error.message }));
    request.end(body);
  });
}

/** Sends these bytes and answers the statuses that come back. */
function raw(lines, { minVersion, maxVersion } = {}) {
  return new Promise((resolve) => {
    let text = '';
    const socket = tls.connect({ host, port, ...trust, minVersion, maxVersion, ALPNProtocols: ['http/1.1'] });
    const done = () => { socket.destroy(); resolve([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))); };
    socket.on('secureConnect', () => socket.write(lines));
    socket.on('data', (piece) => { text += piece; });
    socket.on('error', done);
    socket.on('close', done);
    setTimeout(done, 1_500);
  });
}

const own = `Host: ${host}:${port}\r\n`;
const refused = (statuses, ...wanted) => statuses.length === 1 && wanted.includes(statuses[0]);
const large = Buffer.alloc(1_200_000, 32);
const forged = {
  'X-Forwarded-For': '1.2.3.4', 'X-Forwarded-Proto': 'http', 'X-Forwarded-Host': 'evil.example', Forwarded: 'for=1.2.3.4',
  'X-Real-IP': '1.2.3.4', 'X-Original-URL': '/x', 'X-HTTP-Method-Override': 'DELETE',
};

const probes = {
  'what is answered by the proxy itself has HSTS': async () =>
    (await ask('/metrics')).headers['strict-transport-security'] === 'max-age=31536000',
  'what is for machines inside is not there, however it is written': async () => {
    const paths = ['/health/ready', '/Health/live', '//health/ready', '/x/../health/ready', '/%68ealth/ready', '/dev/mailbox', '/metrics'];
    return (await Promise.all(paths.map((path) => ask(path)))).every(({ status }) => status === 404);
  },
  'what a caller says of itself does not arrive': async () => {
    const { headers } = JSON.parse((await ask('/a', { headers: forged })).text);
    return headers['x-forwarded-for'] === '127.0.0.1' && headers['x-forwarded-proto'] === 'https'
      && !['forwarded', 'x-real-ip', 'x-original-url', 'x-http-method-override'].some((name) => name in headers);
  },
  'a large body is refused, announced or in pieces, and nobody else suffers': async () => {
    for (const headers of [{ 'Content-Length': large.length }, { 'Transfer-Encoding': 'chunked' }]) {
      const { status } = await ask('/api/v1/o/acme/tasks', { method: 'POST', headers, body: large });
      if (status !== 413 && status !== null) return false;
      const next = await ask('/api/v1/o/acme/tasks');
      if (next.status !== 200 || next.first > 1_000) return false;
    }
    return true;
  },
  'a part of a file passes whole': async () =>
    JSON.parse((await ask('/api/v1/o/acme/uploads/x', { method: 'PATCH', body: Buffer.alloc(20_000_000) })).text).size === 20_000_000,
  'a live stream is not held back': async () => (await ask('/api/v1/o/acme/live')).first < 500,
  'two lengths are refused': async () =>
    refused(await raw(`POST /a HTTP/1.1\r\n${own}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`), 400),
  'a space before the colon is refused': async () =>
    refused(await raw(`POST /a HTTP/1.1\r\n${own}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`), 400),
  'an unknown transfer encoding is refused': async () =>
    refused(await raw(`POST /a HTTP/1.1\r\n${own}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`), 400, 501),
  'no host, two hosts and another host are refused': async () =>
    refused(await raw('GET /a HTTP/1.1\r\n\r\n'), 400) && refused(await raw(`GET /a HTTP/1.1\r\n${own}Host: x\r\n\r\n`), 400)
      && refused(await raw('GET /a HTTP/1.1\r\nHost: evil.example\r\n\r\n'), 421),
  'a length beside chunks goes on as chunks alone': async () => {
    const { headers, size } = JSON.parse((await ask('/a', {
      method: 'POST', headers: { 'Transfer-Encoding': 'chunked' }, body: 'abcdef',
    })).text);
    const both = await raw(`POST /a HTTP/1.1\r\n${own}Content-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n1\r\na\r\n0\r\n\r\n`);
    return size === 6 && !(headers['content-length'] && headers['transfer-encoding']) && (refused(both, 200, 400));
  },
  'headers without end are refused': async () => refused(await raw(`GET /a HTTP/1.1\r\n${own}X: ${'a'.repeat(40_000)}\r\n\r\n`), 431),
  'TLS 1.1 is refused and TLS 1.2 is taken': async () => {
    const old = await raw(`GET /a HTTP/1.1\r\n${own}\r\n`, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
    return old.length === 0 && (await raw(`GET /a HTTP/1.1\r\n${own}\r\n`, { maxVersion: 'TLSv1.2' }))[0] === 200;
  },
  'plain HTTP is only sent on': async () => {
    const answer = await fetch(`http://${host}:${plain}/a`, { redirect: 'manual' });
    return answer.status === 308 && answer.headers.get('location').startsWith('https://');
  },
};

const [, , caddy] = process.argv;
if (!caddy) {
  console.error('Say where Caddy is: node infra/compose/probe.mjs /path/to/caddy');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
const shipped = readFileSync(join(root, 'infra', 'compose', 'Caddyfile'), 'utf8');
// A certificate of its own instead of one by ACME, and another port: the rest is as it is shipped.
const options = `\n{\n\tlocal_certs\n\tskip_install_trust\n\thttp_port ${plain}\n`;
writeFileSync(join(folder, 'Caddyfile'), shipped.replace('\n{\n', options));
program.listen(upstream, '127.0.0.1');
const proxy = spawn(caddy, ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], {
  stdio: 'ignore',
  env: {
    ...process.env, AIMS_HOST: `https://${host}:${port}`, ACME_EMAIL: 'x@aims.example', AIMS_UPSTREAMS: `127.0.0.1:${upstream}`,
    XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder,
  },
});
for (let tries = 0; tries < 100 && (await ask('/a')).status !== 200; tries += 1) await pause(100);
let failed = 0;
for (const [name, probe] of Object.entries(probes)) {
  const held = await probe().catch((error) => { console.log(error.message); return false; });
  failed += held ? 0 : 1;
  console.log(`${held ? 'held  ' : 'FAILED'} ${name}`);
}
proxy.kill();
program.close();
program.closeAllConnections();
rmSync(folder, { recursive: true, force: true });
console.log(failed === 0 ? `${Object.keys(probes).length} held.` : `${failed} failed.`);
process.exitCode = failed === 0 ? 0 : 1;
