// A private PostgreSQL for one run: own folder, own port, own socket; trust, since only loopback reaches it.
import { chownSync, closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environment } from '../place.mjs';
import { end, finallyDo, run, start, stop } from '../process.mjs';
import { postgresFolder } from './machine.mjs';
import { freePort } from './port.mjs';

// A socket's path may have 107 characters; on a machine with a longer temporary folder TCP alone does.
const longestSocketFolder = 80;

/** A database that is thrown away need not outlive a failing machine: its tests wait for no disk. */
const fleeting = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** As an operator runs it, for what is measured: it waits for its disk, and has the memory that it would have there. */
export const asOperated = { shared_buffers: '2GB', max_wal_size: '4GB' };

/**
 * Starts a server under `folder`; answers its superuser's URL. It is ended with this program at the latest. Tests that end it in the
 * middle of its work have one of their own.
 */
export async function startPostgres(folder, more = fleeting) {
  const programs = postgresFolder();
  const user = serverUser();
  const home = join(folder, 'postgres');
  mkdirSync(home, { mode: 0o700 });
  if (user.uid !== undefined) chownSync(home, user.uid, user.gid);
  const data = join(home, 'data');
  const made = await run(join(programs, 'initdb'), [
    '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync',
  ], { quiet: true, cwd: home, ...user });
  if (made.code !== 0) throw stop(`PostgreSQL's initdb did not work:\n${made.stderr}`);

  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const server = await tryStart(programs, home, data, { ...more, port }, user);
    if (server) return { port, url: `postgres://postgres@127.0.0.1:${port}/postgres`, socketFolder: home };
    // Between finding the port and opening it somebody else may have taken it.
    if (attempt === 3) throw stop(`PostgreSQL did not start:\n${readFileSync(join(home, 'log'), 'utf8')}`);
  }
}

/** Makes an empty database and answers its URL. */
export async function createDatabase(postgres, name) {
  const made = await run(join(postgresFolder(), 'createdb'), [
    '-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres', name,
  ], { quiet: true });
  if (made.code !== 0) throw stop(`The database ${name} was not made:\n${made.stderr}`);
  return postgres.url.replace(/postgres$/, name);
}

async function tryStart(programs, home, data, more, user) {
  const settings = {
    listen_addresses: '127.0.0.1', unix_socket_directories: home.length > longestSocketFolder ? '' : home,
    max_connections: 300, shared_buffers: '64MB', timezone: 'UTC', ...more,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(home, 'log'), 'w');
  const server = start(join(programs, 'postgres'), ['-D', data, ...flags], {
    cwd: home, env: environment({ LC_ALL: 'C' }), stdio: ['ignore', log, log], ...user,
  });
  closeSync(log);
  // SIGINT is PostgreSQL's fast shutdown: it ends sessions and does not wait for clients.
  finallyDo(() => end(server, { signal: 'SIGINT', patience: 20_000 }));
  let ended = false;
  server.ended.then(() => { ended = true; });
  for (let tries = 0; tries < 150 && !ended; tries += 1) {
    const ready = await run(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(more.port)], { quiet: true });
    if (ready.code === 0 && !ended) return server;
    await pause(200);
  }
  await end(server, { signal: 'SIGINT' });
  return null;
}

/** PostgreSQL refuses to run as root: then it is the user that Debian's package makes for it. */
function serverUser() {
  if (process.getuid() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((text) => text.startsWith('postgres:'));
  if (!line) throw stop('PostgreSQL does not run as root, and this machine has no user called postgres.');
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
