// `make upgrade`: the version before and this one side by side on this one's schema, as docs/operators/upgrade.md says it is
// done. On PostgreSQL with Redis: the version before serves and works, this one's `aims migrate` runs meanwhile, both serve and
// work together, and then the one before ends. Reads and writes go through both all the time; none may fail, and whatever was
// planned is delivered once. The version before is the commit before the newest migration, or `--from REVISION`.
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from './cargo.mjs';
import { cache, environment, root, workspace } from './place.mjs';
import { end, finallyDo, main, run, start, stop } from './process.mjs';
import { temporaryFolder } from './test/folder.mjs';
import { provide } from './test/machine.mjs';
import { freePort } from './test/port.mjs';
import { createDatabase, startPostgres } from './test/postgres.mjs';
import { startMailSink } from './test/program.mjs';
import { startRedis } from './test/redis.mjs';
import { Office } from './upgrade/office.mjs';

await main(async () => {
  const revision = await before(process.argv.slice(2));
  const former = await buildFormer(revision);
  const programs = await build();
  if (!programs) throw stop('The program was not built.');
  await provide('postgresql');
  await provide('redis-tools');
  const folder = temporaryFolder();
  const [postgres, redis] = [await startPostgres(folder), await startRedis(folder)];
  const mail = await startMailSink(programs.smtpSink, folder);
  const settings = settingsOf(folder, await createDatabase(postgres, 'upgrade'), redis, mail);
  return drill({ former, present: programs.aims, settings, folder, mail });
});

/** The full name of the revision that is upgraded from. */
async function before(args) {
  if (args.length > 0 && (args.length !== 2 || args[0] !== '--from')) throw stop('Use: node infra/upgrade.mjs [--from REVISION]');
  const newest = readdirSync(join(root, 'migrations', 'src')).filter((name) => /^m\d{4}_.*\.rs$/.test(name)).sort().at(-1);
  const added = await git('log', '--diff-filter=A', '--format=%H', '--', `migrations/src/${newest}`);
  return git('rev-parse', '--verify', `${args[1] ?? `${added.split('\n').at(-1)}~1`}^{commit}`);
}

async function git(...args) {
  const { code, stdout, stderr } = await run('git', args, { quiet: true });
  if (code !== 0) throw stop(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** Builds the program of a revision in a tree of its own; once, it is kept. */
async function buildFormer(revision) {
  const home = join(cache, 'upgrade', revision.slice(0, 12));
  const program = join(home, 'aims');
  console.log(`The version before is ${await git('log', '-1', '--format=%h %s', revision)}.`);
  if (existsSync(program)) return program;
  mkdirSync(home, { recursive: true });
  const tree = join(home, 'tree');
  await git('worktree', 'add', '--detach', '--force', tree, revision);
  const remove = finallyDo(() => git('worktree', 'remove', '--force', tree));
  // A folder of its own: Cargo takes crates of two trees for each other when they are of one name and version.
  const target = join(cache, 'upgrade', 'target');
  const args = ['build', '--locked', ...workspace, '--bin', 'aims'];
  const { code } = await run('cargo', args, { cwd: tree, env: environment({ CARGO_TARGET_DIR: target }), minutes: 60 });
  if (code !== 0) throw stop('The version before was not built.');
  copyFileSync(join(target, 'debug', 'aims'), program);
  await remove();
  rmSync(tree, { recursive: true, force: true });
  return program;
}

function settingsOf(folder, database, redis, mail) {
  const as = (role) => database.replace('//postgres@', `//${role}@`);
  return {
    AIMS__ENVIRONMENT: 'test', AIMS__DATA_DIR: join(folder, 'var'), AIMS__PUBLIC_URL: 'http://localhost:8080',
    AIMS__API__REQUESTS_PER_MINUTE_ACCOUNT: '0', AIMS__API__REQUESTS_PER_MINUTE_ORGANISATION: '0',
    AIMS__DATABASE__OWNER_URL: database, AIMS__DATABASE__URL: as('aims_app'), AIMS__DATABASE__SYSTEM_URL: as('aims_system'),
    AIMS__REDIS__URL: redis.url, AIMS__MAIL__DELIVERY: 'smtp', AIMS__MAIL__SMTP__HOST: '127.0.0.1',
    AIMS__MAIL__SMTP__PORT: String(mail.smtp), AIMS__MAIL__SMTP__TLS: 'none', AIMS__WORKER__LEASE_SECONDS: '5',
  };
}

async function drill({ former, present, settings, folder, mail }) {
  const program = (path, command) => keep(path, command, settings, folder);
  await migrate(former, settings, folder);
  const old = { api: await program(former, 'api'), worker: await program(former, 'worker') };
  const office = new Office(mail.url);
  await office.found(old.api.url);

  say('The version before alone');
  await office.work([old.api.url], 60);
  say('The schema is brought up to date while it goes on');
  const migrating = migrate(present, settings, folder);
  await Promise.all([migrating, office.workUntil([old.api.url], migrating)]);
  await office.work([old.api.url], 40);
  say('Both side by side');
  const now = { api: await program(present, 'api'), worker: await program(present, 'worker') };
  await office.work([old.api.url, now.api.url], 200);
  await office.settled(now.api.url);
  say('The version before ends while work goes on');
  // A balancer sends nothing more to an API that is asked to end.
  const ending = Promise.all([old.worker.finish(), old.api.finish()]);
  await Promise.all([ending, office.workUntil([now.api.url], ending)]);
  await office.work([now.api.url], 40);
  await office.settled(now.api.url);
  await office.sum();
  return office.problems(join(folder, 'log'));
}

async function migrate(path, settings, folder) {
  const { code, stderr } = await run(path, ['migrate'], { quiet: true, env: environment(settings), cwd: folder });
  if (code !== 0) throw stop(`aims migrate did not work:\n${stderr}`);
}

/** A process of the program, ready. */
async function keep(path, command, settings, folder) {
  const port = await freePort();
  const output = openSync(join(folder, 'log'), 'a');
  const env = environment({ ...settings, AIMS__API__LISTEN: `127.0.0.1:${port}` });
  const child = start(path, [command], { env, cwd: folder, stdio: ['ignore', output, output] });
  closeSync(output);
  const finish = finallyDo(() => end(child, { patience: 45_000 }));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; command === 'api' && !(await fetch(`${url}/health/ready`).catch(() => null))?.ok; tries += 1) {
    if (tries === 300) throw stop(`aims ${command} did not become ready; its log is ${join(folder, 'log')}.`);
    await pause(200);
  }
  return { url, finish };
}

function say(text) {
  console.log(`${new Date().toISOString().slice(11, 19)}  ${text}`);
}
