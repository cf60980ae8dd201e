// Whether others' software finds our fakes and our signatures right: Slack's client and framework, a client of Jira,
// Prism with Atlassian's specification, two implementations of Standard Webhooks. The tests are in infra/conformance.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jira } from '../conformance/fakes.mjs';
import { pythonWith } from '../conformance/python.mjs';
import { environment, root } from '../place.mjs';
import { end, finallyDo, run, start, stop } from '../process.mjs';
import { fromNode } from './counts.mjs';
import { temporaryFolder } from './folder.mjs';
import { startFakes } from './program.mjs';

const home = join(root, 'infra', 'conformance');
const standardwebhooks = '1.1.0';

/** Answers the counts of its tests, or false where the runner went wrong without naming one. */
export async function conformance(programs) {
  await installPackages();
  const python = await pythonWith('standardwebhooks', standardwebhooks);
  const folder = temporaryFolder();
  const fakes = await startFakes(programs.aims, folder);
  let prism;
  try {
    prism = await startPrism(fakes.jira, folder);
    return await runTests({
      JIRA_URL: fakes.jira, SLACK_URL: fakes.slack, SIGN_WEBHOOK: programs.signWebhook, PYTHON: python,
      ...(prism ? { PRISM_URL: prism.url } : {}),
    });
  } finally {
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
