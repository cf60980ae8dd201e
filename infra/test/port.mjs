// A free TCP port on loopback.
import { createServer } from 'node:net';

// Below the range from which the system gives ports to outgoing connections (32768 and up on Linux): one of those may take
// the port while a program is ended and begun again.
const first = 10_000;
const count = 10_000;
let next = (process.pid * 61) % count;

export async function freePort() {
  for (;;) {
    const port = first + (next++ % count);
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
