// What planning costs: `make bench`, or `node infra/bench/sweep.mjs`. 10,000 reminders that are due in 10,000 organisations among a
// million obligations, and among ten million; then 20,000 that are due in eight of them. Beside it, what PostgreSQL writes of the
// same rows by itself, and how long the whole worker needs, with its queue and its mails.
//
// The obligations beyond the first million have no thing of their own: a sweep looks at none that is not due.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, locked, workspace } from '../place.mjs';
import { main, run, stop } from '../process.mjs';
import { others } from './copies.mjs';
import { measured } from './instance.mjs';
import { noonZone, program, signUp, until } from './organisation.mjs';
import { sql } from './statements.mjs';

const organisations = Number(process.env.AIMS_BENCH_ORGANISATIONS ?? 10_000);
const each = 100;
const times = 10;
const rounds = Number(process.env.AIMS_BENCH_ROUNDS ?? 3);
const atOnce = 8;
const batch = 500;
/** Where much is due at once: in so many organisations, so much in each. */
const crowd = { in: 8, each: 2_500 };
/** What a sweep reads, and what it stands on. */
const tables = ['organisation', 'person', 'role_assignment', 'subject', 'task', 'obligation'];

await main(async () => {
  const [aims, pump] = [await program(), await sweepPump()];
  await measured(aims, 'postgres', async ({ base, pid, postgres, idle }) => {
    const first = await furnished(base);
    await idle();
    // From here on nobody sweeps but who is asked to, and nobody mails what was planned.
    await halt(pid, postgres);
    await sql(postgres, "update schedule set next_run_at = 9000000000000 where name = 'find_due_reminders'");
    await others(postgres, first, 1, organisations - 1, (table) => tables.includes(table));
    const [fewer, some] = [await obligations(postgres), await planned(postgres, pump, { in: organisations, each: 1 })];
    await sql(postgres, more());
    await sql(postgres, 'vacuum (analyze) obligation');
    const [many, same] = [await obligations(postgres), await planned(postgres, pump, { in: organisations, each: 1 })];
    console.log(`${organisations} due, one in each organisation: among ${fewer} in ${some.seconds.toFixed(2)} s, among ${many} in `
      + `${same.seconds.toFixed(2)} s, ${(same.seconds / some.seconds).toFixed(2)} times; whose it is found in ${some.found.toFixed(0)} and `
      + `${same.found.toFixed(0)} ms`);
    await crowded(postgres);
    const flood = await planned(postgres, pump, crowd);
    const alone = await written(postgres);
    console.log(`${flood.planned} due, ${crowd.each} in each of ${crowd.in}: ${flood.perSecond.toFixed(0)} planned a second; PostgreSQL alone writes `
      + `${alone.toFixed(0)}; ${(flood.perSecond / alone).toFixed(2)} of it`);
    process.kill(pid, 'SIGCONT');
    console.log(`The whole worker plans ${organisations} in as many organisations, mails them meanwhile, and has planned the last after `
      + `${(await worked(postgres)).toFixed(1)} s.`);
  });
  return 0;
});

/** Stops the program between two transactions: in the middle of one it would hold for ever what is emptied here. */
async function halt(pid, postgres) {
  const open = `select count(*) from pg_stat_activity where backend_type = 'client backend' and state <> 'idle' and pid <> pg_backend_pid()`;
  for (let tries = 0; tries < 100; tries += 1) {
    process.kill(pid, 'SIGSTOP');
    if (Number(await sql(postgres, open)) === 0) return;
    process.kill(pid, 'SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 20 + tries));
  }
  throw stop('The program never rests between two transactions.');
}

async function sweepPump() {
  const built = await run('cargo', ['build', '--release', ...workspace, ...locked, '--example', 'sweep_pump'], { minutes: 60 });
  if (built.code !== 0) throw stop('What sweeps was not built.');
  return join(environment().CARGO_TARGET_DIR, 'release', 'examples', 'sweep_pump');
}

/** An organisation in which it is noon, with tasks that are due in more than a year. */
async function furnished(base) {
  const { org, headers } = await signUp(base, { zone: noonZone() });
  const root = `${base}/api/v1/o/${org}`;
  const { me, today } = await (await fetch(root, { headers })).json();
  const due = new Date(Date.parse(`${today}T00:00:00Z`) + 400 * 86_400_000).toISOString().slice(0, 10);
  for (let number = 0; number < each; number += 1) {
    const body = JSON.stringify({ title: `Review policy ${number}`, owner: me.person_id, due });
    const made = await fetch(`${root}/tasks`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body });
    if (!made.ok) throw stop(`A task was not made: ${made.status} ${await made.text()}`);
  }
  return { slug: org };
}

/** Ten times as many, of the same people, due later still. */
function more() {
  return `set session_replication_role = replica; insert into obligation
    (org_id, id, subject_id, kind, person_id, due, since, next_reminder_at, snoozed_until)
    select org_id, gen_random_uuid(), gen_random_uuid(), kind, person_id, due + n, since, next_reminder_at + n * interval '1 day', snoozed_until
    from obligation, generate_series(1, ${times - 1}) n`;
}

/** Gives the first organisations as many things as are to be due in each, like one that they have. */
async function crowded(postgres) {
  const id = (row) => `'${row}', md5(o.${row}::text || '-' || n)::uuid`;
  const copies = ['subject', 'task', 'obligation'].map((table) => `insert into ${table}
    select (jsonb_populate_record(x, jsonb_build_object(${id('id')}, ${id('subject_id')}, 'reference', 'CRW-' || n, 'reference_key', 'crw-' || n))).*
    from bench_like o join ${table} x on x.org_id = o.org_id and x.id = o.id, generate_series(1, ${crowd.each}) n`);
  await sql(postgres, `drop table if exists bench_like; create table bench_like as select distinct on (o.org_id) o.org_id, o.id, o.subject_id
    from obligation o join task t on t.org_id = o.org_id and t.id = o.id
    where o.org_id in (select org_id from organisation order by org_id limit ${crowd.in}) order by o.org_id, o.id;
    set session_replication_role = replica; ${copies.join('; ')}`);
  for (const table of ['subject', 'task', 'obligation']) await sql(postgres, `vacuum (analyze) ${table}`);
}

/** The middle of some rounds: so many are due, and swept. */
async function planned(postgres, pump, wanted) {
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const due = await makeDue(postgres, wanted);
    const logins = ['aims_app', 'aims_system'].map((role) => postgres.url.replace('//postgres@', `//${role}@`));
    const done = await run(pump, [...logins, String(atOnce)], { quiet: true });
    if (done.code !== 0) throw stop(`The sweep was not measured:\n${done.stderr}`);
    const said = JSON.parse(done.stdout);
    if (said.planned !== due) throw stop(`${due} were due, and ${said.planned} were planned.`);
    all.push({ seconds: said.seconds, found: said.found_ms, planned: due, perSecond: due / said.seconds });
  }
  return all.sort((one, other) => one.seconds - other.seconds)[Math.floor(rounds / 2)];
}

/** Has tasks be due in a week, whose reminder is therefore due now; what was planned before is gone. Answers how many. */
async function makeDue(postgres, { in: several, each: most }) {
  const chosen = `select org_id, id from (
    select o.org_id, o.id, row_number() over (partition by o.org_id order by o.id) as place from obligation o
    join subject s on s.org_id = o.org_id and s.id = o.subject_id
    where o.org_id in (select org_id from organisation order by org_id limit ${several})) x where place <= ${most}`;
  await sql(postgres, `truncate delivery, job cascade; drop table if exists bench_due;
    create table bench_due as select row_number() over () as place, c.* from (${chosen}) c;
    update obligation set next_reminder_at = now() + interval '1 year' where next_reminder_at <= now() + interval '1 day';
    set session_replication_role = replica;
    update obligation o set due = current_date + 7, since = now(), next_reminder_at = now() - interval '1 second', snoozed_until = null
      from bench_due d where o.org_id = d.org_id and o.id = d.id;
    update subject s set due = current_date + 7 from bench_due d where s.org_id = d.org_id and s.id = d.id`);
  for (const table of ['obligation', 'delivery', 'job']) await sql(postgres, `vacuum (analyze) ${table}`);
  return Number(await sql(postgres, 'select count(*) from bench_due'));
}

/** What PostgreSQL writes a second of the same rows, told by one statement for each batch, over two connections. */
async function written(postgres) {
  const due = await makeDue(postgres, crowd);
  await sql(postgres, `create index on bench_due (place); analyze bench_due; drop sequence if exists bench_batch; create sequence bench_batch minvalue 0 start 0`);
  const file = join(postgres.socketFolder, 'sweep.sql');
  writeFileSync(file, `select nextval('bench_batch') * ${batch} as low \\gset
with moved as (update obligation o set next_reminder_at = o.next_reminder_at + interval '6 days' from bench_due d
  where d.place > :low and d.place <= :low + ${batch} and o.org_id = d.org_id and o.id = d.id
  returning o.org_id, o.subject_id, o.person_id, o.due),
sent as (insert into delivery (org_id, id, subject_id, recipient_id, due, step, channel, state, copies, planned_at)
  select org_id, gen_random_uuid(), subject_id, person_id, due, 'lead_7', 'mail', 'planned', 0, now() from moved returning org_id, id)
insert into job (id, org_id, share, kind, kind_version, payload, state, attempts, max_attempts, run_at, created_at)
  select gen_random_uuid(), org_id, org_id, 'deliver_mail', 1, json_build_object('kind', 'deliver_mail', 'delivery', id), 0, 0, 8, 0, 0 from sent;
`);
  const batches = Math.ceil(due / batch);
  const args = ['-n', '-M', 'simple', '-c', '2', '-j', '2', '-t', String(batches / 2), '-f', file,
    '-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres', 'bench'];
  const bench = await run('pgbench', args, { quiet: true, env: environment() });
  const rate = bench.stdout.match(/tps = ([\d.]+)/);
  if (bench.code !== 0 || !rate) throw stop(`pgbench did not work:\n${bench.stderr}`);
  const wrote = Number(await sql(postgres, 'select count(*) from delivery'));
  if (wrote !== due) throw stop(`PostgreSQL wrote ${wrote} of ${due}.`);
  return Number(rate[1]) * batch;
}

/** How long the worker takes until all are planned, when it finds them by itself. */
async function worked(postgres) {
  const due = await makeDue(postgres, { in: organisations, each: 1 });
  const began = performance.now();
  await sql(postgres, `update schedule set next_run_at = 0 where name = 'find_due_reminders';
    insert into job (id, share, kind, kind_version, payload, state, attempts, max_attempts, run_at, created_at) values
    (gen_random_uuid(), '00000000-0000-0000-0000-000000000000', 'find_due_reminders', 1, '{"kind":"find_due_reminders"}', 0, 0, 5, 0, 0)`);
  await until(async () => (await sql(postgres, "select count(*) from delivery where step = 'lead_7'")) === String(due), 200);
  return (performance.now() - began) / 1_000;
}

async function obligations(postgres) {
  return Number(await sql(postgres, 'select count(*) from obligation'));
}
