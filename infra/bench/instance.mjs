// A running program to measure, on one of the databases, gone with its data afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../place.mjs';
import { end, run, start, stop } from '../process.mjs';
import { temporaryFolder } from '../test/folder.mjs';
import { freePort } from '../test/port.mjs';
import { asOperated, createDatabase, startPostgres } from '../test/postgres.mjs';
import { until } from './organisation.mjs';

/**
 * `work` gets the program's address and process, its folder, its PostgreSQL where it has one, and a wait for an idle worker.
 * `more` are settings that it needs beside the usual ones.
 */
export async function measured(aims, database, work, more = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'aims-bench-'));
  const [port, metrics] = [await freePort(), `127.0.0.1:${await freePort()}`];
  const base = `http://localhost:${port}`;
  const postgres = database === 'postgres' ? await startPostgres(temporaryFolder(), asOperated) : null;
  const url = postgres && (await createDatabase(postgres, 'bench'));
  const settings = environment({
    AIMS__PUBLIC_URL: base, AIMS__API__LISTEN: `127.0.0.1:${port}`, AIMS__METRICS__LISTEN: metrics,
    AIMS__API__REQUESTS_PER_MINUTE_ACCOUNT: '0', AIMS__API__REQUESTS_PER_MINUTE_ORGANISATION: '0', ...(url ? asProduction(url) : {}), ...more,
  });
  // The embedded database is brought up to date by itself; another one never is.
  const migrated = url ? await run(aims, ['migrate'], { cwd: folder, quiet: true, env: settings }) : { code: 0 };
  if (migrated.code !== 0) throw stop(`aims migrate did not work:\n${migrated.stderr}`);
  const began = performance.now();
  const running = start(aims, ['up'], { cwd: folder, stdio: 'ignore', env: settings });
  try {
    await until(async () => (await fetch(`${base}/health/ready`).catch(() => null))?.ok, 5);
    const startUp = performance.now() - began;
    return await work({ base, database, folder, pid: running.pid, startUp, postgres: postgres && { ...postgres, url }, idle: () => idle(metrics) });
  } finally {
    await end(running);
    rmSync(folder, { recursive: true, force: true });
  }
}

function asProduction(url) {
  return {
    AIMS__DATABASE__OWNER_URL: url,
    AIMS__DATABASE__URL: url.replace('//postgres@', '//aims_app@'),
    AIMS__DATABASE__SYSTEM_URL: url.replace('//postgres@', '//aims_system@'),
  };
}

/** Waits until the worker has done what was left to it: what is measured afterwards is the request alone. */
async function idle(metrics) {
  const waiting = /^aims_jobs_waiting\{state="(?:due|running)"\} [1-9]/m;
  await until(async () => !waiting.test(await (await fetch(`http://${metrics}/metrics`)).text()));
}
