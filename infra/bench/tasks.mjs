// How soon an organisation with 10,000 tasks answers: `make bench`, or `node infra/bench/tasks.mjs [sqlite] [postgres]`.
// The tasks are made over HTTP, by the same verb as the button's. On PostgreSQL the statements of each request are taken
// from the server's log and run again by pgbench, as the same role: what the database needs of the time by itself.
import { main, stop } from '../process.mjs';
import { measured } from './instance.mjs';
import { program, signUp } from './organisation.mjs';
import { again } from './statements.mjs';

const tasks = Number(process.env.AIMS_BENCH_TASKS ?? 10_000);
const people = 20;
const rounds = Number(process.env.AIMS_BENCH_ROUNDS ?? 60);
const atOnce = 8;

await main(async () => {
  const wanted = process.argv.slice(2);
  const aims = await program();
  const databases = ['sqlite', 'postgres'].filter((name) => wanted.length === 0 || wanted.includes(name));
  for (const database of databases) await measured(aims, database, measure);
  return 0;
});

async function measure({ base, database, postgres, idle }) {
  const { org, headers } = await signUp(base);
  const call = async (method, path, body) => {
    const answer = await fetch(`${base}/api/v1/o/${org}${path}`, {
      method, headers: { ...headers, ...(body && { 'content-type': 'application/json' }) }, body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw stop(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const made = await seed(call);
  console.log(`${database}: ${tasks} tasks of ${people + 1} people made in ${made.seconds.toFixed(0)} s, `
    + `${(tasks / made.seconds).toFixed(0)} a second`);
  const left = performance.now();
  await idle();
  console.log(`The worker was done with them ${((performance.now() - left) / 1_000).toFixed(0)} s later.`);
  const someone = made.owners[1];
  const requests = {
    'list, first page': () => call('GET', '/tasks?limit=50'),
    'list, a later page': () => call('GET', `/tasks?limit=100&cursor=${encodeURIComponent(made.cursor)}`),
    'filter: late': () => call('GET', '/tasks?overdue=true&limit=50'),
    'filter: owner and state': () => call('GET', `/tasks?owner=${someone}&state=open,in_progress&limit=50`),
    'filter: team': () => call('GET', `/tasks?team=${made.team}&limit=50`),
    'filter: my work': () => call('GET', '/tasks?work=overdue&limit=50'),
    search: () => call('GET', '/tasks?q=policy%20777&limit=50'),
    find: () => call('GET', '/find?q=policy%20777'),
    home: () => call('GET', '/home'),
    'my work': () => call('GET', '/my-work'),
    organisation: () => call('GET', ''),
  };
  console.log(`${'request'.padEnd(26)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}${postgres ? 'pgbench ms'.padStart(12) : ''}`);
  for (const [name, request] of Object.entries(requests)) {
    await request();
    const times = [];
    for (let round = 0; round < rounds; round += 1) times.push(await timed(request));
    const alone = postgres ? await again(postgres, request) : null;
    line(name, times, alone);
  }
  const bulk = [];
  for (let round = 0; round < 10; round += 1) bulk.push(await timed(() => change(call, round)));
  line('bulk change of 200', bulk, null);
}

function line(name, times, alone) {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);
  console.log(`${name.padEnd(26)}${at(0.5).padStart(9)}${at(0.95).padStart(9)}${alone === null ? '' : alone.toFixed(1).padStart(12)}`);
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Two hundred tasks get another priority at once. */
async function change(call, round) {
  const page = async (cursor) => call('GET', `/tasks?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
  const first = await page();
  const second = await page(first.next);
  const chosen = [...first.items, ...second.items].map(({ id, version }) => ({ id, version }));
  const done = await call('POST', '/tasks/revise', { tasks: chosen, priority: round % 2 ? 'normal' : 'high' });
  if (done.not_changed.length > 0) throw stop(`${done.not_changed.length} were not changed.`);
}

/** The tasks, some at a time: a third of them late, some without a date, of everybody in turn. */
async function seed(call) {
  const { me, today } = await call('GET', '');
  const owners = [me.person_id];
  for (let number = 0; number < people; number += 1) {
    const body = { name: `Person ${number}`, address: `person${number}@acme.example` };
    owners.push((await call('POST', '/people', body)).id);
  }
  const team = (await call('POST', '/teams', { name: 'Model operations', members: owners.slice(1, 6) })).id;
  const day = (shift) => new Date(Date.parse(`${today}T00:00:00Z`) + shift * 86_400_000).toISOString().slice(0, 10);
  const began = performance.now();
  let next = 0;
  const hand = async () => {
    for (let number = next++; number < tasks; number = next++) {
      const due = number % 7 === 0 ? null : day((number % 90) - 30);
      await call('POST', '/tasks', { title: `Review policy ${number} of the register`, owner: owners[number % owners.length], due });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  const seconds = (performance.now() - began) / 1_000;
  let cursor;
  for (let page = 0; page < 5; page += 1) {
    cursor = (await call('GET', `/tasks?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)).next;
  }
  return { owners, team, seconds, cursor };
}
