// `make test`: every test on SQLite and on PostgreSQL, and the browser tests. Needs Rust, Node, a C compiler and
// make; the rest it installs or names. For development: `node infra/test.mjs --only unit --only sqlite-suite`.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './cargo.mjs';
import { main, run, stop } from './process.mjs';
import { conformance } from './test/conformance.mjs';
import { temporaryFolder } from './test/folder.mjs';
import { provide } from './test/machine.mjs';
import { createDatabase, startPostgres } from './test/postgres.mjs';
import { startRedis } from './test/redis.mjs';
import { Report } from './test/report.mjs';
import * as stages from './test/stages.mjs';

/**
 * Each stage: its name, its database, what else `--only` calls it, what it needs (`preparations`), what it does. Neighbours with the
 * same `beside` run side by side, since a browser test is half of the time one process that waits for another, and share the tests
 * between them: every route is asked on both databases by the suite, a journey needs one of them. One asked for alone runs all.
 */
const plan = [
  { name: 'scripts', needs: [], body: () => stages.scripts() },
  { name: 'unit', needs: ['program'], body: () => stages.units() },
  { name: 'suite', database: 'SQLite', only: ['sqlite', 'sqlite-suite'], needs: ['program', 'redis'],
    body: ({ redis }) => stages.integration('sqlite', { redis }) },
  { name: 'suite', database: 'PostgreSQL', only: ['postgres', 'postgres-suite'], needs: ['program', 'postgresql', 'redis'],
    body: ({ postgresql, redis }) => stages.integration('postgres', { postgresql, redis }) },
  { name: 'conformance', needs: ['program'], body: ({ program }) => conformance(program) },
  { name: 'web', needs: ['web'], body: () => stages.webChecks() },
  { name: 'browser', database: 'SQLite', only: ['sqlite', 'sqlite-browser'], beside: 'browsers', needs: ['program', 'web', 'chromium'],
    body: ({ program, folder, share }) => stages.browser(program, join(folder, 'sqlite'), { share }) },
  { name: 'browser', database: 'PostgreSQL', only: ['postgres', 'postgres-browser'], beside: 'browsers',
    needs: ['program', 'web', 'chromium', 'postgresql', 'redis'],
    body: async ({ program, folder, postgresql, redis, share }) => stages.browser(program, join(folder, 'postgresql'),
      { share, databaseUrl: await createDatabase(postgresql, 'browser'), redis }) },
];

/** What stages need, in the order it is made; each answers something, or null when it did not work. */
const preparations = {
  chromium: { name: 'find Chromium', body: () => provide('chromium') },
  postgresql: { name: 'start PostgreSQL', body: ({ folder }) => provide('postgresql').then(() => startPostgres(folder)) },
  redis: { name: 'start Redis', body: ({ folder }) => provide('redis-tools').then(() => startRedis(folder)) },
  web: { name: 'build the web app', body: buildWeb },
  program: { name: 'build the program', body: build },
};

/** Runs the chosen stages into `report`; no name means all. `made` holds what the caller has prepared already. */
export async function test(report, only = [], made = {}) {
  const chosen = plan.filter((stage) => only.length === 0 || names(stage).some((name) => only.includes(name)));
  if (chosen.length === 0) throw stop(`--only takes: ${[...new Set(plan.flatMap(names))].join(', ')}.`);
  const have = { ...made, folder: temporaryFolder() };
  for (const [thing, { name, body }] of Object.entries(preparations)) {
    if (thing in have || !chosen.some((stage) => stage.needs.includes(thing))) continue;
    await report.stage(name, null, async () => Boolean((have[thing] = await body(have))));
  }
  // What could not be prepared stands in the report as failed; running on would only say it again.
  const possible = chosen.filter(({ needs }) => needs.every((thing) => have[thing]));
  for (const stages of sideBySide(possible)) {
    await Promise.all(stages.map(({ name, database, body }, index) =>
      report.stage(name, database, () => body({ ...have, share: shareOf(index, stages.length) }))));
  }
}

/** The web app, which the program serves; its packages are installed only when they have changed. */
export async function buildWeb() {
  return (await run('make', ['web'])).code === 0;
}

/** The stages in their order, each alone or with the neighbours that it runs beside. */
export function sideBySide(stages) {
  return stages.reduce((groups, stage) => {
    const last = groups.at(-1);
    if (stage.beside && last?.[0].beside === stage.beside) return [...groups.slice(0, -1), [...last, stage]];
    return [...groups, [stage]];
  }, []);
}

/** Which part of the tests the stage at `index` runs, as Playwright writes it; null where it runs all. */
export function shareOf(index, beside) {
  return beside > 1 ? `${index + 1}/${beside}` : null;
}

function names(stage) {
  return [stage.name, ...(stage.only ?? [])];
}

function chosenNames(args) {
  return args.flatMap((word, index) => {
    if (word === '--only') return [];
    if (args[index - 1] === '--only') return [word];
    throw stop(`Not known: ${word}. Use --only NAME, more than once if wanted.`);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const report = new Report();
    await test(report, chosenNames(process.argv.slice(2)));
    return report.close();
  });
}
