// What a request asks of PostgreSQL, taken from the server's log, and how long that takes by itself.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environment } from '../place.mjs';
import { run, stop } from '../process.mjs';

/** Runs the request once with its statements logged, then those by pgbench; answers milliseconds for all of them. */
export async function again(postgres, request) {
  return (await rerun(postgres, await script(postgres, request), { connections: 1, seconds: 3 })).milliseconds;
}

/** A file with the statements that the request asked of PostgreSQL, in their transactions. */
export async function script(postgres, request) {
  return logging(postgres, async (said) => written(postgres, await said(request)));
}

/**
 * The same for a request that writes: it is asked twice, and what differed is new each time that pgbench runs it, so that
 * every run adds rows of its own.
 */
export async function writing(postgres, request) {
  return logging(postgres, async (said) => {
    // Before that it is asked once more, since a connection describes a statement when it meets it first.
    await request();
    const [once, again] = [await said(request), await said(request)];
    if (once.length !== again.length) throw stop(`The request asked ${once.length} statements, and then ${again.length}.`);
    const known = new Map();
    const lines = once.map((one, index) => varied(one, again[index], known));
    return written(postgres, ['\\set n random(1, 9000000000000000000)', ...lines]);
  });
}

/** Gives `work` what a request asks, while the server logs everything. */
async function logging(postgres, work) {
  const log = join(postgres.socketFolder, 'log');
  const setting = async (value) => {
    await sql(postgres, `alter system set log_statement = '${value}'`);
    await sql(postgres, 'select pg_reload_conf()');
    await pause(300);
  };
  await setting('all');
  const answer = await work(async (request) => {
    const before = statSync(log).size;
    await request();
    await pause(300);
    return statements(readFileSync(log, 'utf8').slice(before));
  });
  await setting('none');
  return answer;
}

function written(postgres, lines) {
  const file = join(postgres.socketFolder, 'request.sql');
  writeFileSync(file, lines.map((one) => `${one}${/^\\|\\gset$/.test(one) ? '' : ';'}\n`).join(''));
  return file;
}

/**
 * One statement of two runs, with a new value wherever they differ: an identifier is the same one in every statement, and the
 * trail's next number is one more than what its head says.
 */
function varied(one, other, known) {
  if (/^select seq, hash from trail_head\b/.test(one)) return `${one} \\gset`;
  const literal = /'(?:[^']|'')*'/g;
  const others = other.match(literal) ?? [];
  let index = 0;
  return one.replace(literal, (value) => {
    const there = others[index++];
    if (value === there) return value;
    if (/^'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'$/.test(value)) {
      if (!known.has(value)) known.set(value, `md5('${known.size}-' || :n)::uuid`);
      return known.get(value);
    }
    if (/^'\d{1,9}'$/.test(value)) return '(:seq::bigint + 1)';
    const numbered = value.match(/^'([a-z]+-)\d+'$/i);
    return numbered ? `('${numbered[1]}' || :n)` : value;
  });
}

/** Runs them by pgbench, as the role that the program has; answers how long all of them took, and how often they ran. */
export async function rerun(postgres, file, { connections, seconds }) {
  const args = ['-n', '-M', 'prepared', '-c', String(connections), '-j', String(Math.min(connections, 2)), '-T', String(seconds), '-f', file,
    '-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'aims_app', 'bench'];
  const done = await run('pgbench', args, { quiet: true, env: environment() });
  const latency = done.stdout.match(/latency average = ([\d.]+) ms/);
  const rate = done.stdout.match(/tps = ([\d.]+)/);
  if (done.code !== 0 || !latency || !rate) throw stop(`pgbench did not work:\n${done.stderr}`);
  return { milliseconds: Number(latency[1]), perSecond: Number(rate[1]) };
}

/** The statements of whole transactions, with their values in them; the measurement's own and the worker's left out. */
function statements(text) {
  const found = [];
  for (const entry of text.split(/\n(?=\d{4}-\d\d-\d\d )/)) {
    const session = entry.match(/^\S+ \S+ \S+ \[(\d+)\]/)?.[1];
    const said = entry.match(/LOG:\s+(?:execute [^:]+|statement): ([\s\S]*?)$/);
    const values = entry.match(/DETAIL:\s+[Pp]arameters: ([\s\S]*?)$/);
    if (said) found.push({ session, text: said[1].trim() });
    if (values && found.length > 0) found.at(-1).text = filled(found.at(-1).text, values[1]);
  }
  return transactions(found).filter((one) => one.at(-1) === 'COMMIT' && !one.some(isOfTheWorker)).flat();
}

function transactions(found) {
  const all = [];
  const open = new Map();
  for (const { session, text } of found) {
    if (text === 'BEGIN') {
      open.set(session, []);
      all.push(open.get(session));
    }
    open.get(session)?.push(text);
    if (text === 'COMMIT') open.delete(session);
  }
  return all;
}

function isOfTheWorker(statement) {
  return /\bfrom job\b|^update job\b|^select [^;]*\bfrom obligation\b|^SELECT "organisation"/.test(statement);
}

function filled(statement, values) {
  const each = new Map([...values.matchAll(/\$(\d+) = ('(?:[^']|'')*'|NULL)/g)].map(([, number, value]) => [number, value]));
  return statement.replace(/\$(\d+)/g, (whole, number) => typed(each.get(number) ?? whole));
}

/** A day or a moment had its type from the program; written out, it needs it said. */
function typed(value) {
  if (/^'\d{4}-\d\d-\d\d'$/.test(value)) return `date ${value}`;
  return /^'\d{4}-\d\d-\d\d [\d:.]+[+-]\d\d'$/.test(value) ? `timestamptz ${value}` : value;
}

/** Runs a statement as the database's owner; answers what it said, without headings. */
export async function sql(postgres, statement) {
  const done = await run('psql', ['-X', '-q', '-A', '-t', '-d', postgres.url, '-c', statement], { quiet: true, env: environment() });
  if (done.code !== 0) throw stop(`${statement}: ${done.stderr}`);
  return done.stdout.trim();
}
