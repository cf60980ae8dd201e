// Whether others' software finds our fakes and our signatures right: Slack's client and framework, a client of Jira,
// Prism with Atlassian's specification, Microsoft's reader of cards, two implementations of Standard Webhooks, three readers of calendars; and whether files come through a client of
// the protocol for uploads into an S3 server that are not ours. The tests are in infra/conformance.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jira } from '../conformance/fakes.mjs';
import { pythonWith } from '../conformance/python.mjs';
import { environment, root } from '../place.mjs';
import { end, finallyDo, run, start, stop } from '../process.mjs';
import { fromNode } from './counts.mjs';
import { temporaryFolder } from './folder.mjs';
import { freePort } from './port.mjs';
import { startFakes, startMailSink, startProgram } from './program.mjs';
import { setTimeout as pause } from 'node:timers/promises';

const home = join(root, 'infra', 'conformance');
const standardwebhooks = '1.1.0';
const icalendar = '7.3.2';
const moto = '5.2.5';
const bucket = 'aims-files';

/** Answers the counts of its tests, or false where the runner went wrong without naming one. */
export async function conformance(programs) {
  await installPackages();
  const python = await pythonWith('standardwebhooks', standardwebhooks);
  const calendars = await pythonWith('icalendar', icalendar, join(home, 'calendars.txt'));
  const folder = temporaryFolder();
  const fakes = await startFakes(programs.aims, folder);
  let [prism, store, mail, program] = [];
  try {
    prism = await startPrism(fakes.jira, folder);
    store = await startS3(folder);
    mail = await startMailSink(programs.smtpSink, join(folder, 'program'));
    program = await startProgram(programs.aims, join(folder, 'program'), { mail, fakes, more: inBucket(store.url) });
    return await runTests({
      JIRA_URL: fakes.jira, SLACK_URL: fakes.slack, SIGN_WEBHOOK: programs.signWebhook, PYTHON: python, PYTHON_CALENDARS: calendars,
      TEAMS_URL: fakes.teams, TEAMS_CARDS: programs.teamsCards,
      AIMS_URL: program.url, MAIL_URL: mail.url, S3_URL: `${store.url}/${bucket}`,
      ...(prism ? { PRISM_URL: prism.url } : {}),
    });
  } finally {
    await program?.finish();
    await mail?.finish();
    await store?.finish();
    await prism?.finish();
    await fakes.finish();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runTests(settings) {
  const specs = readdirSync(home).filter((name) => name.endsWith('.spec.mjs')).sort();
  // One file after the other: they share the fakes. A call that is waited for and never comes is a failure.
  const flags = ['--test', '--test-reporter', 'spec', '--test-concurrency', '1', '--test-timeout', '60000'];
  const { code, stdout } = await run('node', [...flags, ...specs], { cwd: home, env: environment(settings) });
  const counts = fromNode(stdout);
  return (code === 0 ? counts.passed : counts.failed) > 0 && counts;
}

/** npm writes its own lock file at the end of an installation: it is as new as the packages are. */
async function installPackages() {
  const written = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
  const installed = join(home, 'node_modules', '.package-lock.json');
  if (written(installed) >= written(join(home, 'package-lock.json'))) return;
  console.log('Installing the packages of the conformance tests.');
  const { code } = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: home });
  if (code !== 0) throw stop('npm ci did not work in infra/conformance.');
  utimesSync(installed, new Date(), new Date());
}

/** Starts Prism before the fake Jira; null where the specification is absent, as in the crate's specification.rs. */
async function startPrism(fake, folder) {
  const given = join(process.env.AIMS_SPECS ?? join(root, '..', 'shared', 'specs'), 'jira-v3.strict.json');
  if (!existsSync(given)) return null;
  const document = join(folder, 'jira.json');
  writeFileSync(document, JSON.stringify(withoutContentOfNothing(JSON.parse(readFileSync(given, 'utf8')))));
  const args = ['proxy', document, `${fake}/ex/jira/${jira.cloud}`, '--errors', '--port', '0'];
  const prism = start(join(home, 'node_modules', '.bin', 'prism'), args);
  const finish = finallyDo(() => end(prism));
  return { url: await listening(prism), finish };
}

/** Starts an S3 server with an empty bucket. */
async function startS3(folder) {
  const python = await pythonWith('moto', moto, join(home, 'moto.txt'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = start(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { cwd: folder, stdio: 'ignore' });
  const finish = finallyDo(() => end(server));
  for (let tries = 0; tries < 300; tries += 1) {
    const made = await fetch(`${url}/${bucket}`, { method: 'PUT' }).catch(() => null);
    if (made?.ok) return { url, finish };
    await pause(100);
  }
  throw stop('The S3 server did not start.');
}

/** The settings with which files lie in that server's bucket. */
function inBucket(url) {
  return {
    AIMS__FILES__PLACE: 's3', AIMS__FILES__S3__BUCKET: bucket, AIMS__FILES__S3__ENDPOINT: url,
    AIMS__FILES__S3__ALLOW_HTTP: 'true', AIMS__FILES__S3__PATH_STYLE: 'true',
    AIMS__FILES__S3__ACCESS_KEY_ID: 'none', AIMS__FILES__S3__SECRET_ACCESS_KEY: 'none',
  };
}

/** "204 No Content" has none, whatever the document says; Prism would ask for its media type. */
function withoutContentOfNothing(document) {
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    delete operation.responses?.['204']?.content;
  }
  return document;
}

/** Its address, which it says when it can be called. */
function listening(prism) {
  return new Promise((resolve, reject) => {
    let text = '';
    const look = (piece) => {
      text += piece;
      const found = text.match(/Prism is listening on (http:\S+)\n/);
      if (found) resolve(found[1]);
    };
    prism.stdout.on('data', look);
    prism.stderr.on('data', look);
    prism.ended.then(() => reject(stop(`Prism ended at once:\n${text}`)));
  });
}
