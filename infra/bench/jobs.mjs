// How many jobs a second the worker does that find nothing to do: `make bench`, or `node infra/bench/jobs.mjs`. On PostgreSQL,
// beside pgbench, which claims the same rows and settles them one at a time from as many connections as the worker has places.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../place.mjs';
import { main, run, stop } from '../process.mjs';
import { measured } from './instance.mjs';
import { program, until } from './organisation.mjs';
import { sql } from './statements.mjs';

const jobs = Number(process.env.AIMS_BENCH_JOBS ?? 20_000);
const places = 16;
const nobody = '00000000-0000-0000-0000-000000000000';

await main(async () => {
  const aims = await program();
  await measured(aims, 'postgres', async ({ postgres, idle }) => {
    await idle();
    const worker = await workers(postgres);
    const limit = await claims(postgres);
    console.log(`${jobs} jobs: ${worker.toFixed(0)} a second; pgbench ${limit.toFixed(0)}; ${(worker / limit).toFixed(2)} of it`);
  });
  return 0;
});

/** The mail of a link that is gone: it is claimed, read, looked for, and settled. */
async function workers(postgres) {
  await sql(postgres, done(1));
  const began = performance.now();
  // All become due at once; the worker finds them when it looks next.
  await sql(postgres, "update job set state = 0 where locked_by = 'bench'");
  await until(async () => (await sql(postgres, "select count(*) from job where kind = 'mail_link' and state in (0, 1)")) === '0', 50);
  return (jobs / (performance.now() - began)) * 1_000;
}

async function claims(postgres) {
  await sql(postgres, 'truncate job');
  // Of a version that no worker knows.
  await sql(postgres, `${done(999)}; update job set state = 0`);
  const file = join(postgres.socketFolder, 'claim.sql');
  writeFileSync(file, `update job set state = 1, attempts = attempts + 1, locked_by = 'pgbench', locked_until = 1 where id = (
    select id from job where share = '${nobody}' and state = 0 order by run_at, id limit 1 for update skip locked) returning id \\gset
update job set state = 2, finished_at = 1, locked_by = null, locked_until = null where id = ':id';
`);
  const args = ['-n', '-M', 'simple', '-c', String(places), '-j', '2', '-t', String(Math.floor(jobs / places)), '-f', file,
    '-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres', 'bench'];
  const bench = await run('pgbench', args, { quiet: true, env: environment() });
  const rate = bench.stdout.match(/tps = ([\d.]+)/);
  if (bench.code !== 0 || !rate) throw stop(`pgbench did not work:\n${bench.stderr}`);
  return Number(rate[1]);
}

/** Jobs that are done, until they are said not to be. */
function done(version) {
  return `insert into job (id, share, kind, kind_version, payload, state, attempts, max_attempts, run_at, locked_by, created_at)
    select gen_random_uuid(), '${nobody}', 'mail_link', ${version}, json_build_object('kind', 'mail_link', 'link', gen_random_uuid()),
    2, 0, 5, 0, 'bench', 0 from generate_series(1, ${jobs})`;
}
