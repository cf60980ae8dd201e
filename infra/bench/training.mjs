// What it costs to train everybody: `make bench`, or `node infra/bench/training.mjs [people]`. One module is asked of 50,000 people by
// one deadline on PostgreSQL: how long until all of them are asked, until their reminders are planned, and how soon the views of it
// answer. Beside them, what pgbench needs for the statements of each view, as the same role.
import { main, stop } from '../process.mjs';
import { measured } from './instance.mjs';
import { program, signUp, until } from './organisation.mjs';
import { again, sql } from './statements.mjs';

const people = Number(process.argv[2] ?? 50_000);
const rounds = Number(process.env.AIMS_BENCH_ROUNDS ?? 200);

await main(async () => {
  await measured(await program(), 'postgres', measure);
  return 0;
});

async function measure({ base, postgres }) {
  const { org, headers } = await signUp(base);
  const call = async (method, path, body, version) => {
    const answer = await fetch(`${base}/api/v1/o/${org}${path}`, {
      method, body: body && JSON.stringify(body),
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }), ...(version && { 'if-match': `"${version}"` }) },
    });
    if (!answer.ok) throw stop(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  await sql(postgres, everybody(people));
  for (const table of ['person', 'role_assignment']) await sql(postgres, `vacuum (analyze) ${table}`);
  const made = await call('POST', '/modules', { catalogue: 'trn-awareness' });
  const began = performance.now();
  await call('POST', `/modules/${made.id}/approve`, { reason: 'for a measurement' }, made.version);
  const asked = async () => (await call('GET', `/modules/${made.id}`)).completion.asked;
  await until(async () => (await asked()) >= people + 1, 250);
  const assigned = (performance.now() - began) / 1_000;
  console.log(`${people + 1} people were asked within ${assigned.toFixed(1)} s, ${((people + 1) / assigned).toFixed(0)} a second`);
  const planned = async () => Number(await sql(postgres, "select count(*) from delivery where step like 'training.%'"));
  await until(async () => (await planned()) >= people + 1, 1_000);
  console.log(`and their first reminders were planned ${((performance.now() - began) / 1_000 - assigned).toFixed(1)} s later`);
  for (const table of ['assignment', 'subject', 'obligation', 'delivery']) await sql(postgres, `vacuum (analyze) ${table}`);
  const of = `module=${made.id}&latest=true`;
  const requests = {
    'completion of all modules': () => call('GET', '/modules'),
    'one module': () => call('GET', `/modules/${made.id}`),
    'people, first page': () => call('GET', `/assignments?${of}&sort=due`),
    'people who are late': () => call('GET', `/assignments?${of}&standing=overdue&sort=due`),
    'people by name': () => call('GET', `/assignments?${of}&q=person%2077`),
    'my training': () => call('GET', '/my-training'),
  };
  console.log(`${'request'.padEnd(28)}${'p50 ms'.padStart(9)}${'p99 ms'.padStart(9)}${'pgbench ms'.padStart(12)}`);
  for (const [name, request] of Object.entries(requests)) {
    await request();
    const times = [];
    for (let round = 0; round < rounds; round += 1) times.push(await timed(request));
    times.sort((one, other) => one - other);
    const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1);
    console.log(`${name.padEnd(28)}${at(0.5).padStart(9)}${at(0.99).padStart(9)}${(await again(postgres, request)).toFixed(1).padStart(12)}`);
  }
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** So many people without an account, written as the program writes them. */
function everybody(count) {
  return `insert into person (org_id, id, name, name_key, address, address_key, zone, locale, active, version, created_at)
    select o.org_id, gen_random_uuid(), 'Person ' || n, 'person ' || n, 'person' || n || '@acme.example', 'person' || n || '@acme.example',
      'Europe/Berlin', 'en', true, 1, now() from organisation o, generate_series(1, ${count}) n;
    insert into role_assignment (org_id, id, person_id, role, from_date)
    select org_id, gen_random_uuid(), id, 'staff', current_date - 1 from person where name like 'Person %'`;
}
