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
  const log = join(postgres.socketFolder, 'log');
  await sql(postgres, "alter system set log_statement = 'all'");
  await sql(postgres, 'select pg_reload_conf()');
  await pause(300);
  const before = statSync(log).size;
  await request();
  await pause(300);
  const text = readFileSync(log, 'utf8').slice(before);
  await sql(postgres, "alter system set log_statement = 'none'");
  await sql(postgres, 'select pg_reload_conf()');
  const file = join(postgres.socketFolder, 'request.sql');
  writeFileSync(file, statements(text).map((one) => `${one};\n`).join(''));
  return file;
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

/** The statements of the program's reading, with their values in them; ours of the measurement and the worker's left out. */
function statements(text) {
  const found = [];
  for (const entry of text.split(/\n(?=\d{4}-\d\d-\d\d )/)) {
    const said = entry.match(/LOG:\s+(?:execute [^:]+|statement): ([\s\S]*?)$/);
    const values = entry.match(/DETAIL:\s+[Pp]arameters: ([\s\S]*?)$/);
    if (said) found.push(said[1].trim());
    if (values && found.length > 0) found.push(filled(found.pop(), values[1]));
  }
  return found.filter((one) => !/^(alter system|select pg_reload_conf|update|insert|delete)/i.test(one));
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
