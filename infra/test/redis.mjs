// A private Redis for one run: own port on loopback, nothing written to disk. It holds no work, so tests may lose it.
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environment } from '../place.mjs';
import { end, finallyDo, start, stop } from '../process.mjs';
import { redisProgram } from './machine.mjs';
import { freePort } from './port.mjs';

/** Starts a server; answers its URL and the program, for tests that start one of their own. */
export async function startRedis(folder) {
  const home = join(folder, 'redis');
  mkdirSync(home, { recursive: true });
  const port = await freePort();
  const log = join(home, 'log');
  const output = openSync(log, 'w');
  const program = redisProgram();
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', home];
  const server = start(program, args, {
    argv0: 'redis-server', env: environment(), cwd: home, stdio: ['ignore', output, output],
  });
  finallyDo(() => end(server));
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers(port)) return { url: `redis://127.0.0.1:${port}/0`, program };
    await pause(100);
  }
  throw stop(`Redis did not start:\n${readFileSync(log, 'utf8')}`);
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (reply) => { socket.destroy(); resolve(reply.toString().startsWith('+PONG')); });
    socket.once('error', () => resolve(false));
  });
}
