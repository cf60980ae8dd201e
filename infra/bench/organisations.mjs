// What other organisations cost: `make bench`, or `node infra/bench/organisations.mjs`. The same requests, spread over some of
// them, with 10 organisations in the database and with 10,000 (`AIMS_BENCH_ORGANISATIONS`), on PostgreSQL.
//
// One organisation is made through the API; the others are its rows with other identifiers, written by the database.
import { main, stop } from '../process.mjs';
import { provide } from '../test/machine.mjs';
import { copied, others } from './copies.mjs';
import { measured } from './instance.mjs';
import { load } from './load.mjs';
import { program, signUp } from './organisation.mjs';
import { sql } from './statements.mjs';

const few = 10;
const many = Number(process.env.AIMS_BENCH_ORGANISATIONS ?? 10_000);
const seconds = Number(process.env.AIMS_BENCH_SECONDS ?? 5);
const tasks = 50;
/** How many of them are asked. */
const asked = 50;

await main(async () => {
  await provide('wrk');
  await measured(await program(), 'postgres', async ({ base, pid, postgres, idle }) => {
    const first = await furnished(base);
    await idle();
    await others(postgres, first, 1, few - 1);
    const fewFigures = await figures({ base, pid, first, count: few });
    const added = await others(postgres, first, few, many - 1);
    const manyFigures = await figures({ base, pid, first, count: many });
    const size = Number(await sql(postgres, "select pg_database_size('bench')")) / 1e6;
    console.log(`\n${few} organisations and ${many}; ${added} rows were added, ${size.toFixed(0)} MB in all; ${asked} asked in turn, 8 at once`);
    console.log(['request', 'p50 few', 'p50 many', 'p99 few', 'p99 many', 'p99 ratio', '/s few', '/s many'].map((name) => name.padStart(11)).join(''));
    for (const [name, less] of Object.entries(fewFigures)) {
      const more = manyFigures[name];
      const values = [less.p50, more.p50, less.p99, more.p99, more.p99 / less.p99].map((value) => value.toFixed(2));
      console.log([name, ...values, less.perSecond.toFixed(0), more.perSecond.toFixed(0)].map((value) => value.padStart(11)).join(''));
    }
  });
  return 0;
});

async function furnished(base) {
  const { org, headers } = await signUp(base);
  const root = `${base}/api/v1/o/${org}`;
  const call = async (method, path, body) => {
    const answer = await fetch(root + path, { method, headers: { ...headers, 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
    return answer.json();
  };
  const { me, today } = await call('GET', '');
  await call('POST', '/adoptions', { standard: 'iso42001' });
  const due = new Date(Date.parse(`${today}T00:00:00Z`) + 90 * 86_400_000).toISOString().slice(0, 10);
  let task;
  for (let number = 0; number < tasks; number += 1) {
    task = (await call('POST', '/tasks', { title: `Review policy ${number}`, owner: me.person_id, due })).id;
  }
  return { slug: org, task, headers };
}

/** Lists, one thing, home and find of some organisations in turn, after a round in which each is asked once. */
async function figures({ base, pid, first, count }) {
  const step = Math.max(1, Math.floor((count - 1) / asked));
  const numbers = Array.from({ length: Math.min(asked, count - 1) }, (_, index) => 1 + index * step);
  const cookie = first.headers.cookie.split('=')[0];
  const targets = (path) => numbers.map((number) => ({
    url: `${base}/api/v1/o/${first.slug}-${number}${path(number)}`, headers: { 'sec-fetch-site': 'same-origin', cookie: `${cookie}=session-${number}` },
  }));
  const reads = {
    'list 50': () => '/tasks?limit=50', 'get one': (number) => `/tasks/${copied(first.task, number)}`, home: () => '/home',
    search: () => '/tasks?q=policy%2017', find: () => '/find?q=policy%2017',
  };
  const found = {};
  for (const [name, path] of Object.entries(reads)) {
    for (const { url, headers } of targets(path)) {
      const answer = await fetch(url, { headers });
      if (!answer.ok) throw stop(`${url}: ${answer.status} ${await answer.text()}`);
    }
    found[name] = await load({ targets: targets(path), atOnce: 8, pid, seconds });
    if (found[name].refused > 0) throw stop(`${name}: ${found[name].refused} were refused.`);
  }
  return found;
}
