// How many requests a second the program answers: `make bench`, or `node infra/bench/requests.mjs [sqlite] [postgres]`.
// Each read is asked by 1 to 64 connections at once, and on PostgreSQL stands beside pgbench, which runs the very
// statements of that request with as many connections: session, membership, row-level security and all.
import { readFileSync, statSync } from 'node:fs';
import { main, stop } from '../process.mjs';
import { provide } from '../test/machine.mjs';
import { measured } from './instance.mjs';
import { load } from './load.mjs';
import { program, signUp } from './organisation.mjs';
import { rerun, script, sql, writing } from './statements.mjs';

const seconds = Number(process.env.AIMS_BENCH_SECONDS ?? 5);
const tasks = 200;
const connections = [1, 8, 32, 64];

await main(async () => {
  await provide('wrk');
  const wanted = process.argv.slice(2);
  const aims = await program();
  console.log(`program: ${(statSync(aims).size / 1e6).toFixed(1)} MB`);
  const databases = ['sqlite', 'postgres'].filter((name) => wanted.length === 0 || wanted.includes(name));
  let failed = 0;
  for (const database of databases) failed += await measured(aims, database, measure);
  return failed > 0 ? 1 : 0;
});

async function measure({ base, database, pid, startUp, postgres, idle }) {
  await idle();
  console.log(`\n${database}: ready ${(startUp / 1_000).toFixed(2)} s after its start; ${memory(pid)} MiB when nobody came yet`);
  const { org, headers } = await signUp(base);
  const root = `${base}/api/v1/o/${org}`;
  const call = async (method, path, body) => {
    const answer = await fetch(root + path, {
      method, headers: { ...headers, ...(body && { 'content-type': 'application/json' }) }, body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw stop(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  await call('POST', '/adoptions', { standard: 'iso42001' });
  const made = [];
  for (let number = 0; number < tasks; number += 1) made.push(await call('POST', '/tasks', { title: `Review policy ${number}` }));
  await idle();
  // As the server does by itself once a minute.
  if (postgres) await sql(postgres, 'vacuum (analyze)');
  console.log(`${memory(pid)} MiB with ${tasks} tasks`);
  console.log(`${'request'.padEnd(10)}${['at once', 'a second', 'p50 ms', 'p99 ms', 'CPU ms', 'refused', 'pgbench', 'of it'].map((name) => name.padStart(10)).join('')}`);
  const reads = {
    'list 50': '/tasks?limit=50', 'get one': `/tasks/${made[7].id}`, home: '/home', search: '/tasks?q=policy%2077', find: '/find?q=policy%2077',
  };
  let failed = 0;
  for (const [name, path] of Object.entries(reads)) {
    const file = postgres && (await script(postgres, () => call('GET', path)));
    for (const atOnce of connections) {
      const done = await load({ targets: [{ url: root + path, headers }], atOnce, pid, seconds });
      const limit = file && (await rerun(postgres, file, { connections: atOnce, seconds }));
      failed += line(name, atOnce, done, limit);
    }
  }
  const body = { method: 'POST', body: JSON.stringify({ title: 'Review one more policy' }), seconds };
  const file = postgres && (await writing(postgres, () => call('POST', '/tasks', { title: 'Review one more policy' })));
  for (const atOnce of connections) {
    const done = await load({ targets: [{ url: `${root}/tasks`, headers }], atOnce, pid, ...body });
    if (postgres) await idle();
    failed += line('create', atOnce, done, file && (await rerun(postgres, file, { connections: atOnce, seconds })));
  }
  console.log(`${memory(pid)} MiB after all this, ${memory(pid, 'VmHWM')} MiB at most`);
  return failed;
}

function memory(pid, name = 'VmRSS') {
  return Math.round(Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1_024);
}

function line(name, atOnce, done, limit) {
  const { perSecond, p50, p99, cpu, refused } = done;
  const values = [String(atOnce), perSecond.toFixed(0), p50.toFixed(2), p99.toFixed(2), cpu.toFixed(2), String(refused)];
  if (limit) values.push(limit.perSecond.toFixed(0), (perSecond / limit.perSecond).toFixed(2));
  console.log(`${name.padEnd(10)}${values.map((value) => value.padStart(10)).join('')}`);
  return refused;
}
