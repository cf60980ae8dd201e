// What a browser test may do to the processes it is served by, over HTTP on loopback.
import { createServer } from 'node:http';
import { finallyDo } from '../process.mjs';
import { freePort } from './port.mjs';

/** `POST /NAME` does what `actions` has under that name and answers when it is done. Answers the URL and how to end it. */
export async function startLevers(actions) {
  const port = await freePort();
  const server = createServer(async ({ url }, response) => {
    const action = actions[url.slice(1)];
    try {
      await action();
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(action ? 500 : 404).end(String(error.message));
    }
  });
  await new Promise((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  const finish = finallyDo(() => new Promise((closed) => { server.close(closed); server.closeAllConnections(); }));
  return { url: `http://127.0.0.1:${port}`, finish };
}
