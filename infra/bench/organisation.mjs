// An organisation of one in a running program, whose mail is captured: what every measurement begins with.
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { environment, locked, workspace } from '../place.mjs';
import { run, stop } from '../process.mjs';

const password = 'eleven blue teapots';

/** Builds what is measured, unless AIMS_PROGRAM names a program. */
export async function program() {
  if (process.env.AIMS_PROGRAM) return process.env.AIMS_PROGRAM;
  const built = await run('cargo', ['build', '--release', ...workspace, ...locked, '--bin', 'aims'], { minutes: 60 });
  if (built.code !== 0) throw stop('The program was not built.');
  return join(environment().CARGO_TARGET_DIR, 'release', 'aims');
}

/** Signs up and opens the mailed link; answers the organisation and the headers of its owner. */
export async function signUp(base, { zone = 'Europe/Berlin', mailed } = {}) {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const post = (path, body) => fetch(`${base}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const address = 'ada@acme.example';
  await post('/sign-up', { address, name: 'Ada Lovelace', organisation_name: 'Acme', zone, country: 'DE' });
  let token;
  // The mail is where `mailed` looks, or kept by the program.
  await until(async () => {
    if (mailed) return (token = (await mailed())?.match(/#([A-Za-z0-9_-]{20,})/)?.[1]);
    const list = await (await fetch(`${base}/dev/mailbox`)).text();
    const mail = list.match(/\/dev\/mailbox\/[0-9a-f-]{36}/)?.[0];
    token = mail && (await (await fetch(base + mail)).text()).match(/#([A-Za-z0-9_-]{20,})/)?.[1];
    return token;
  });
  const session = await post('/sign-up/confirm', { token, password });
  const cookie = session.headers.get('set-cookie').split(';')[0];
  const org = (await session.json()).organisations[0].slug;
  return { org, headers: { 'sec-fetch-site': 'same-origin', cookie }, address, password };
}

/** A zone in which it is noon now, so that whatever is due today is sent today. */
export function noonZone() {
  const shift = 12 - new Date().getUTCHours();
  return shift === 0 ? 'Etc/GMT' : `Etc/GMT${shift > 0 ? '-' : '+'}${Math.abs(shift)}`;
}

/** Asks every so many milliseconds until it holds, for five minutes at most. */
export async function until(holds, every = 100) {
  const began = performance.now();
  while (performance.now() - began < 300_000) {
    if (await holds()) return;
    await pause(every);
  }
  throw stop('What was waited for did not come.');
}
