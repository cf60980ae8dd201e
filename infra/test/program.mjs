// The real program and a real SMTP server, as the browser tests meet them.
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environment } from '../place.mjs';
import { end, finallyDo, run, start, stop } from '../process.mjs';
import { startBalancer } from './balancer.mjs';
import { startLevers } from './levers.mjs';
import { freePort } from './port.mjs';

/** Starts the SMTP server of the integrations crate's fakes; answers its ports. */
export async function startMailSink(program, folder) {
  mkdirSync(folder, { recursive: true });
  // Its standard input stays open as long as we live: the sink ends with it.
  const args = ['--smtp-port', '0', '--http-port', '0', '--spool', join(folder, 'spool')];
  const sink = start(program, args, { env: environment(), stdio: ['pipe', 'pipe', 'inherit'] });
  const finish = finallyDo(() => end(sink));
  const ports = JSON.parse(await firstLine(sink));
  return { ...ports, url: `http://127.0.0.1:${ports.http}`, finish };
}

/** Starts the services outside that `aims dev fakes` offers; answers where each is. */
export async function startFakes(aims, folder) {
  const ports = [await freePort(), await freePort(), await freePort(), await freePort()];
  const [jira, slack, teams, receiver] = ports.map((port) => `127.0.0.1:${port}`);
  const log = join(folder, 'fakes.log');
  const output = openSync(log, 'w');
  const args = ['dev', 'fakes', '--jira', jira, '--slack', slack, '--teams', teams, '--receiver', receiver];
  const fakes = start(aims, args, { env: environment(), cwd: folder, stdio: ['ignore', output, output] });
  const finish = finallyDo(() => end(fakes));
  await ready(`http://${receiver}/`, fakes, log);
  const [jiraUrl, slackUrl, teamsUrl, receiverUrl] = [jira, slack, teams, receiver].map((at) => `http://${at}`);
  return { jira: jiraUrl, slack: slackUrl, teams: teamsUrl, receiver: receiverUrl, finish };
}

/**
 * Starts the program with data under `folder` until it is ready: as `aims up` on SQLite; on `databaseUrl`, a superuser's,
 * as in production, two `aims api` behind a balancer and two `aims worker`, which meet in Redis.
 */
export async function startProgram(aims, folder, beside, databaseUrl) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const settings = settingsOf({ folder, port, url, databaseUrl, ...beside });
  const log = join(folder, 'log');
  if (databaseUrl) {
    const migrated = await run(aims, ['migrate'], { env: environment(settings), cwd: folder });
    if (migrated.code !== 0) throw stop('aims migrate did not work.');
  }
  const one = (command, more = {}) => keep(aims, command, { ...settings, ...more }, { folder, log });
  const ends = [];
  let processes;
  if (databaseUrl) {
    const ports = [await freePort(), await freePort()];
    const serving = ports.map((own) => one('api', { AIMS__API__LISTEN: `127.0.0.1:${own}` }));
    processes = [...serving, one('worker'), one('worker')];
    ends.push(await startBalancer(port, ports));
  } else {
    processes = [one('up')];
  }
  // One after the other: the first makes the keys.
  for (const each of processes) await each.begin();
  const workers = processes.filter(({ command }) => command !== 'api');
  const levers = await startLevers({
    'kill-workers': async () => {
      await Promise.all(workers.map((each) => each.kill()));
      for (const each of workers) await each.begin();
    },
  });
  const finish = async () => {
    await levers.finish();
    await Promise.all(processes.map((each) => each.finish()));
    for (const endIt of ends) await endIt();
  };
  return { url, log, finish, levers: levers.url, command: sameSettings(aims, settings, folder) };
}

/** A process of the program, which can be killed and begun again. */
function keep(aims, command, settings, { folder, log }) {
  let child;
  const begin = async () => {
    const output = openSync(log, 'a');
    child = start(aims, [command], { env: environment(settings), cwd: folder, stdio: ['ignore', output, output] });
    closeSync(output);
    if (command !== 'worker') await ready(`http://${settings.AIMS__API__LISTEN}/health/ready`, child, log);
  };
  const finish = finallyDo(() => end(child, { patience: 15_000 }));
  return { command, begin, finish, kill: () => end(child, { signal: 'SIGKILL' }) };
}

/** The settings as environment variables; what each means is in settings.default.toml. */
function settingsOf({ folder, port, url, mail, fakes, redis, databaseUrl, more }) {
  return {
    AIMS__ENVIRONMENT: 'test',
    AIMS__DATA_DIR: join(folder, 'var'),
    AIMS__PUBLIC_URL: url,
    AIMS__API__LISTEN: `127.0.0.1:${port}`,
    AIMS__API__REQUESTS_PER_MINUTE_ACCOUNT: '0',
    AIMS__API__REQUESTS_PER_MINUTE_ORGANISATION: '0',
    AIMS__MAIL__DELIVERY: 'smtp',
    AIMS__MAIL__SMTP__HOST: '127.0.0.1',
    AIMS__MAIL__SMTP__PORT: String(mail.smtp),
    AIMS__MAIL__SMTP__TLS: 'none',
    AIMS__OUTSIDE__ALLOW_HTTP: 'true',
    AIMS__OUTSIDE__ALLOWED_NETWORKS: '127.0.0.0/8',
    AIMS__JIRA__CLIENT_ID: 'fake-jira-app',
    AIMS__JIRA__CLIENT_SECRET: 'fake-jira-secret',
    AIMS__JIRA__AUTH_URL: fakes.jira,
    AIMS__JIRA__API_URL: fakes.jira,
    AIMS__SLACK__CLIENT_ID: '1111.2222',
    AIMS__SLACK__CLIENT_SECRET: 'fake-slack-secret',
    AIMS__SLACK__SIGNING_SECRET: 'fake-slack-signing-secret',
    AIMS__SLACK__AUTH_URL: fakes.slack,
    AIMS__SLACK__API_URL: `${fakes.slack}/api`,
    AIMS__TEAMS__HOSTS: '127.0.0.1',
    // A worker that was killed keeps its jobs no longer than a test likes to wait.
    AIMS__WORKER__LEASE_SECONDS: '5',
    ...(databaseUrl ? {
      AIMS__REDIS__URL: redis.url,
      AIMS__DATABASE__OWNER_URL: databaseUrl,
      AIMS__DATABASE__URL: asRole(databaseUrl, 'aims_app'),
      AIMS__DATABASE__SYSTEM_URL: asRole(databaseUrl, 'aims_system'),
    } : {}),
    ...more,
  };
}

/** The private server trusts loopback, so the roles that `aims migrate` makes need no password here. */
function asRole(url, role) {
  return url.replace('//postgres@', `//${role}@`);
}

/** A shell command that is the program with the settings of the one that runs: `$AIMS_COMMAND dev advance --to 2027-01-31`. */
function sameSettings(aims, settings, folder) {
  const path = join(folder, 'aims');
  const lines = Object.entries(settings).map(([name, value]) => `export ${name}='${value}'`);
  writeFileSync(path, ['#!/bin/sh', ...lines, `exec '${aims}' "$@"`, ''].join('\n'), { mode: 0o755 });
  return `sh ${path}`;
}

async function ready(url, program, log) {
  let ended = false;
  program.ended.then(() => { ended = true; });
  for (let tries = 0; tries < 300 && !ended; tries += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await pause(200);
  }
  throw stop(`The program did not become ready. Its log:\n${readFileSync(log, 'utf8')}`);
}

function firstLine(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (piece) => {
      text += piece;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.ended.then(({ code }) => reject(stop(`The SMTP server of the tests ended at once (code ${code}).`)));
  });
}
