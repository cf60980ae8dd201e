// `make check` = .ci/run: everything that has to be right before a change lands, cheapest first; nothing is left
// out after a failure, so that one run tells all of it. Ends with the table and the closing line of the tests.
import { build } from './cargo.mjs';
import { deny } from './deny.mjs';
import { brokenEdges } from './edges.mjs';
import { staleFiles } from './freshness.mjs';
import { look } from './layout.mjs';
import { faults as papers } from './papers.mjs';
import { locked, workspace } from './place.mjs';
import { main, run } from './process.mjs';
import { buildWeb, test } from './test.mjs';
import { Report } from './test/report.mjs';

const clippy = ['clippy', ...workspace, ...locked, '--all-targets', '--', '-D', 'warnings'];
/** What is not in every build: `make run` has no traces. */
const less = ['clippy', '--workspace', '--features', 'integrations/fake', ...locked, '--lib', '--bins', '--', '-D', 'warnings'];

await main(async () => {
  const report = new Report();
  await report.stage('format', null, () => succeeds('cargo', ['fmt', '--all', '--check', '--', '-l']));
  await report.stage('directions', null, async () => none(await brokenEdges()));
  await report.stage('layout', null, layout);
  await report.stage('papers', null, async () => none(papers()));
  await report.stage('licences', null, deny);
  const made = {};
  await report.stage('build the web app', null, async () => (made.web = await buildWeb()));
  await report.stage('clippy', null, async () => (await succeeds('cargo', clippy)) && succeeds('cargo', less));
  await report.stage('build the program', null, async () => Boolean((made.program = await build())));
  if (made.web && made.program) {
    await report.stage('freshness', null, async () => none(await staleFiles(made.program.aims)));
  }
  await test(report, [], made);
  return report.close();
});

async function layout() {
  const { found, figures } = look();
  console.log(figures.join('\n'));
  return none(found);
}

async function succeeds(command, args) {
  return (await run(command, args, { minutes: 60 })).code === 0;
}

function none(found) {
  if (found.length > 0) console.log(found.join('\n'));
  return found.length === 0;
}
