// Child processes: each in a group of its own, so that ending one ends what it started, and nothing
// outlives this program, also when it is interrupted.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { environment, root } from './place.mjs';

const alive = new Set();
const atEnd = [];
let interrupted = false;

/** Starts a process without waiting for it. `uid` and `gid` as in Node's spawn. */
export function start(command, args, { cwd = root, env = environment(), argv0, uid, gid, stdio } = {}) {
  if (interrupted) throw stop('Interrupted.');
  const child = spawn(command, args, {
    cwd, env, argv0, uid, gid, detached: true, stdio: stdio ?? ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  child.ended = new Promise((resolve) => {
    child.once('error', (error) => { alive.delete(child); resolve({ code: 127, error }); });
    child.once('exit', (code) => {
      // What it left behind in its group would keep the pipes open.
      toGroup(child, 'SIGKILL');
      alive.delete(child);
      const ended = () => resolve({ code: code ?? 1 });
      child.once('close', ended);
      setTimeout(ended, 5_000).unref();
    });
  });
  return child;
}

/**
 * Runs a process to its end. Its output goes to the terminal (unless `quiet`; with `label` before each line) and is returned.
 * After `minutes` it is ended and counts as failed.
 */
export async function run(command, args, { quiet = false, label, minutes = 40, ...options } = {}) {
  const child = start(command, args, options);
  let stdout = '';
  let stderr = '';
  const shown = (stream) => (quiet ? () => {} : label ? labelled(label, stream) : (piece) => stream.write(piece));
  const [show, complain] = [shown(process.stdout), shown(process.stderr)];
  child.stdout?.on('data', (piece) => { stdout += piece; show(piece); });
  child.stderr?.on('data', (piece) => { stderr += piece; complain(piece); });
  let timedOut = false;
  const limit = setTimeout(() => { timedOut = true; end(child); }, minutes * 60_000);
  const { code, error } = await child.ended;
  clearTimeout(limit);
  // The program is being ended: what would follow is neither done nor reported.
  if (interrupted) await new Promise(() => {});
  if (error) stderr += `${command}: ${error.message}\n`;
  // What came last without an end of its line.
  show.end?.();
  complain.end?.();
  if (timedOut) process.stderr.write(`Ended after ${minutes} minutes: ${command} ${args.join(' ')}\n`);
  return { code: timedOut ? 124 : code, stdout, stderr, timedOut };
}

/** Writes whole lines only, each with `label` before it: two processes that talk at once stay readable. */
function labelled(label, stream) {
  let rest = '';
  const write = (piece) => {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop();
    for (const line of lines) stream.write(`${label}${line}\n`);
  };
  return Object.assign(write, { end: () => rest && write('\n') });
}

/** Asks a process and its group to end, and makes it end when it does not. */
export async function end(child, { signal = 'SIGTERM', patience = 10_000 } = {}) {
  if (!alive.has(child)) return;
  toGroup(child, signal);
  const gone = await Promise.race([child.ended.then(() => true), pause(patience, false, { ref: false })]);
  if (!gone) toGroup(child, 'SIGKILL');
  await child.ended;
}

/** Registers what is to be done at the end, in reverse order. Returns a function that does it now. */
export function finallyDo(action) {
  atEnd.push(action);
  return async () => {
    const index = atEnd.indexOf(action);
    if (index >= 0) { atEnd.splice(index, 1); await action(); }
  };
}

/** Runs a program's body; whatever happens, everything it started is ended before this process is. */
export async function main(body) {
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
    process.once(signal, async () => {
      interrupted = true;
      console.error(`\n${signal}: ending what was started.`);
      await finish();
      process.exit(code);
    });
  }
  let code = 1;
  try {
    code = await body();
  } catch (error) {
    console.error(error.expected ? error.message : error);
  }
  await finish();
  // Not process.exit: what is still in the pipe to the reader would be lost.
  process.exitCode = code;
}

/** A reason to stop that the reader can act on: printed without a stack trace. */
export function stop(message) {
  return Object.assign(new Error(message), { expected: true });
}

async function finish() {
  while (atEnd.length > 0) {
    try { await atEnd.pop()(); } catch (error) { console.error(error); }
  }
  await Promise.all([...alive].map((child) => end(child, { patience: 3_000 })));
}

function toGroup(child, signal) {
  if (!child.pid) return;
  try { process.kill(-child.pid, signal); } catch { /* the group has ended */ }
}
