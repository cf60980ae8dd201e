// Asks a program for some seconds from many connections at once, with wrk.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../place.mjs';
import { run, stop } from '../process.mjs';
import { temporaryFolder } from '../test/folder.mjs';

/**
 * Asks each of the `targets` (an address with its headers) in turn. Answers how many a second were answered, the middle and
 * the 99th of a hundred in milliseconds, the program's processor time for each, and how many were refused.
 */
export async function load({ targets, atOnce, pid, seconds, method = 'GET', body }) {
  const file = join(temporaryFolder(), 'request.lua');
  writeFileSync(file, script({ targets, method, body }));
  const before = spent(pid);
  const args = ['-t', String(Math.min(atOnce, 2)), '-c', String(atOnce), '-d', `${seconds}s`, '--latency', '-s', file, targets[0].url];
  const { code, stdout, stderr } = await run('wrk', args, { quiet: true, env: environment() });
  const used = spent(pid) - before;
  const asked = Number(stdout.match(/(\d+) requests in/)?.[1]);
  if (code !== 0 || !asked) throw stop(`wrk did not work:\n${stdout}${stderr}`);
  const refused = Number(stdout.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0)
    + [...(stdout.match(/Socket errors: (.*)/)?.[1] ?? '').matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0);
  return {
    perSecond: Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]), p50: latency(stdout, 50), p99: latency(stdout, 99), cpu: used / asked, refused,
  };
}

/** The requests are written once, when wrk begins. */
function script({ targets, method, body }) {
  const quoted = (text) => JSON.stringify(text);
  const table = (fields) => `{${Object.entries(fields).map(([name, value]) => `[${quoted(name)}] = ${quoted(value)}`).join(', ')}}`;
  const each = targets.map(({ url, headers }) => {
    const { pathname, search } = new URL(url);
    const all = table({ ...headers, ...(body && { 'content-type': 'application/json' }) });
    return `  wrk.format(${quoted(method)}, ${quoted(pathname + search)}, ${all}, ${body ? quoted(body) : 'nil'}),`;
  });
  return `local requests
local next = 0
function init()
  requests = {
${each.join('\n')}
  }
end
function request()
  next = next % #requests + 1
  return requests[next]
end
`;
}

/** Milliseconds of processor time that a process has had: user and system, in hundredths of a second (proc(5)). */
function spent(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function latency(text, part) {
  const [, value, unit] = text.match(new RegExp(`${part}%\\s+([\\d.]+)(us|ms|s)`));
  return Number(value) * { us: 0.001, ms: 1, s: 1_000 }[unit];
}
