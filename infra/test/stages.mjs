// The stages of `make test`, each a function that answers { passed, failed, skipped }.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crateTests, suite } from '../cargo.mjs';
import { files } from '../layout.mjs';
import { environment, locked, root, strict, web, workspace } from '../place.mjs';
import { run } from '../process.mjs';
import { failuresFromCargo, failuresFromPlaywright, fromCargo, fromNode, fromPlaywright, fromVitest, total } from './counts.mjs';
import { chromium, postgresFolder } from './machine.mjs';
import { startFakes, startMailSink, startProgram } from './program.mjs';

/** The tests of these scripts themselves. */
export async function scripts() {
  const paths = files(join(root, 'infra')).filter((path) => path.endsWith('.test.mjs'));
  const { code, stdout } = await run('node', ['--test', '--test-reporter', 'spec', ...paths]);
  return counted(code, fromNode(stdout));
}

/** The crates' own tests and the examples in their documentation; none of them needs a server. */
export async function units() {
  const others = (await crateTests()).flatMap((name) => ['--test', name]);
  const tests = await cargoTest(['--lib', '--bins', ...others]);
  const documentation = await cargoTest(['--doc'], {}, { mayBeEmpty: true });
  return { ...total([tests, documentation]), failures: [...tests.failures, ...documentation.failures] };
}

/** The whole system in one process, on one of the databases; on PostgreSQL every test goes through Redis too. */
export async function integration(database, { postgresql, redis }) {
  // For development: AIMS_SUITE names parts of it, such as modules, with spaces between; AIMS_SHOW shows what its tests print.
  const only = process.env.AIMS_SUITE && !strict ? process.env.AIMS_SUITE.split(' ') : [];
  const show = process.env.AIMS_SHOW ? ['--nocapture'] : [];
  // Who asks for a part of it may ask for much of that: fifty organisations through ten years take an hour.
  const minutes = only.length > 0 ? 24 * 60 : undefined;
  return cargoTest(['--test', suite, '--', ...only, ...show], {
    AIMS_TEST_DATABASE: database,
    AIMS_TEST_REDIS_PROGRAM: redis.program,
    ...(postgresql ? {
      AIMS_TEST_POSTGRES: postgresql.url, AIMS_TEST_POSTGRES_PROGRAMS: postgresFolder(), AIMS_TEST_REDIS: redis.url,
    } : {}),
  }, { minutes });
}

/** The web app's words, lints, types, unused code and unit tests. */
export async function webChecks() {
  const { code, stdout } = await run('npm', ['run', 'check'], { cwd: web });
  return counted(code, fromVitest(stdout));
}

/** A person's way through the built program, in a browser, with mail from a real SMTP server; `share` of the tests, or all. */
export async function browser(programs, folder, { share, databaseUrl, redis } = {}) {
  const mail = await startMailSink(programs.smtpSink, folder);
  const fakes = await startFakes(programs.aims, folder);
  const program = await startProgram(programs.aims, folder, { mail, fakes, redis }, databaseUrl);
  const report = join(folder, 'playwright.json');
  // For development: AIMS_SPEC names one file of them.
  const named = process.env.AIMS_SPEC && !strict ? [process.env.AIMS_SPEC] : [];
  const chosen = share && named.length === 0 ? [`--shard=${share}`] : named;
  // Traces of what failed: a folder for each database, since Playwright empties it when it begins.
  const traces = join('test-results', databaseUrl ? 'postgresql' : 'sqlite');
  const { code } = await run('npx', ['--no-install', 'playwright', 'test', ...chosen, '--reporter=list,json', '--output', traces], {
    cwd: web,
    label: databaseUrl ? 'PostgreSQL  ' : 'SQLite      ',
    env: environment({
      BASE_URL: program.url, MAIL_URL: mail.url, JIRA_URL: fakes.jira, SLACK_URL: fakes.slack, TEAMS_URL: fakes.teams,
      RECEIVER_URL: fakes.receiver,
      AIMS_COMMAND: program.command, LEVERS_URL: program.levers, CHROME_PATH: chromium(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    }),
  });
  if (code !== 0) console.log(`The program's log:\n${tail(program.log)}`);
  await program.finish();
  await fakes.finish();
  await mail.finish();
  const said = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  return { ...counted(code, fromPlaywright(said)), failures: failuresFromPlaywright(said) };
}

async function cargoTest(targets, extra = {}, { mayBeEmpty = false, minutes } = {}) {
  const { code, stdout } = await run('cargo', ['test', ...workspace, ...locked, '--no-fail-fast', ...targets], {
    env: environment(extra),
    minutes,
  });
  return { ...counted(code, fromCargo(stdout), mayBeEmpty), failures: failuresFromCargo(stdout) };
}

/** A runner that went wrong without naming a test, or that found none, is one failure. */
function counted(code, counts, mayBeEmpty = false) {
  const nothingRan = counts.passed + counts.failed === 0 && !mayBeEmpty;
  if (nothingRan) console.log('No test ran.');
  const silent = (code !== 0 || nothingRan) && counts.failed === 0;
  return silent ? { ...counts, failed: 1 } : counts;
}

function tail(path) {
  return readFileSync(path, 'utf8').split('\n').slice(-200).join('\n');
}
