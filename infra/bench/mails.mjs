// How many reminders a second the worker hands over: `make bench`, or `node infra/bench/mails.mjs`. Beside them, what the same
// SMTP server takes from the same mailer over as many connections when there is nothing else to do. Both without TLS.
import { join } from 'node:path';
import { environment, locked, workspace } from '../place.mjs';
import { main, run, stop } from '../process.mjs';
import { temporaryFolder } from '../test/folder.mjs';
import { startMailSink } from '../test/program.mjs';
import { measured } from './instance.mjs';
import { noonZone, program, signUp, until } from './organisation.mjs';
import { sql } from './statements.mjs';

const mails = Number(process.env.AIMS_BENCH_MAILS ?? 2_000);
/** As `mail.smtp.pool_size` is unless it is changed. */
const connections = 4;

await main(async () => {
  const aims = await program();
  const { sinkProgram, pump } = await examples();
  const sink = await startMailSink(sinkProgram, join(temporaryFolder(), 'sink'));
  const alone = await pumped(pump, sink.smtp);
  const settings = {
    AIMS__MAIL__DELIVERY: 'smtp', AIMS__MAIL__SMTP__HOST: '127.0.0.1', AIMS__MAIL__SMTP__PORT: String(sink.smtp), AIMS__MAIL__SMTP__TLS: 'none',
  };
  await measured(aims, 'postgres', async ({ base, postgres, idle }) => {
    await planned(base, sink.url);
    await idle();
    const worker = await delivered(postgres);
    console.log(`${mails} reminders: ${worker.toFixed(0)} a second; the server alone takes ${alone.toFixed(0)}; ${(worker / alone).toFixed(2)} of it`);
  }, settings);
  return 0;
});

async function examples() {
  const names = ['smtp_sink', 'smtp_pump'];
  const built = await run('cargo', ['build', '--release', ...workspace, ...locked, ...names.flatMap((name) => ['--example', name])], { minutes: 60 });
  if (built.code !== 0) throw stop('The SMTP server was not built.');
  const [sinkProgram, pump] = names.map((name) => join(environment().CARGO_TARGET_DIR, 'release', 'examples', name));
  return { sinkProgram, pump };
}

async function pumped(pump, port) {
  const done = await run(pump, [port, mails, connections].map(String), { quiet: true });
  if (done.code !== 0) throw stop(`The server was not measured:\n${done.stderr}`);
  return JSON.parse(done.stdout).per_second;
}

/** Tasks whose reminder is due at once, since it is noon where their organisation lies. */
async function planned(base, inbox) {
  const { org, headers } = await signUp(base, {
    zone: noonZone(), mailed: async () => (await (await fetch(`${inbox}/messages?to=ada@acme.example`)).json()).at(-1)?.text,
  });
  const root = `${base}/api/v1/o/${org}`;
  const { me, today } = await (await fetch(root, { headers })).json();
  const due = new Date(Date.parse(`${today}T00:00:00Z`) + 10 * 86_400_000).toISOString().slice(0, 10);
  for (let number = 0; number < mails; number += 1) {
    const body = JSON.stringify({ title: `Review policy ${number}`, owner: me.person_id, due });
    const made = await fetch(`${root}/tasks`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body });
    if (!made.ok) throw stop(`A task was not made: ${made.status} ${await made.text()}`);
  }
}

/** They have gone out one by one as their tasks were made; here they go once more, all at once. */
async function delivered(postgres) {
  const theirs = "kind = 'deliver_mail'";
  await until(async () => (await sql(postgres, "select count(*) from delivery where state = 'delivered'")) === String(mails));
  await until(async () => (await sql(postgres, `select count(*) from job where ${theirs} and state <> 2`)) === '0');
  await sql(postgres, "update delivery set state = 'planned', copies = 0, settled_at = null");
  const began = performance.now();
  await sql(postgres, `update job set state = 0, attempts = 0, run_at = 0, locked_by = null, locked_until = null, finished_at = null where ${theirs}`);
  await until(async () => (await sql(postgres, "select count(*) from delivery where state <> 'delivered'")) === '0', 50);
  return (mails / (performance.now() - began)) * 1_000;
}
