// What stands before several `aims api` in production: each connection goes to the next of them that answers.
import { connect, createServer } from 'node:net';
import { finallyDo } from '../process.mjs';

/** Listens on `port`; answers how to end it. */
export function startBalancer(port, backends) {
  const open = new Set();
  let turn = 0;
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    turn += 1;
    join(client, backends.map((_, index) => backends[(turn + index) % backends.length]));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(finallyDo(() => {
      open.forEach((client) => client.destroy());
      return new Promise((closed) => { server.close(closed); });
    })));
  });
}

function join(client, [backend, ...others]) {
  const upstream = connect(backend, '127.0.0.1');
  let joined = false;
  upstream.once('connect', () => {
    joined = true;
    client.pipe(upstream).pipe(client);
  });
  upstream.on('error', () => {
    if (!joined && others.length > 0) join(client, others);
    else client.destroy();
  });
  client.on('close', () => upstream.destroy());
}
