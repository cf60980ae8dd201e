// `make mutants`: plants the faults of tests/mutants one at a time; each has to turn its named test red.
// Some guarantees or faults alone: `node infra/mutants.mjs --only tenancy chain`.
import { readFaults } from './mutants/faults.mjs';
import { copyTree, fits, plant } from './mutants/tree.mjs';
import { trial } from './mutants/trial.mjs';
import { main, stop } from './process.mjs';
import { temporaryFolder } from './test/folder.mjs';
import { provide } from './test/machine.mjs';
import { startPostgres } from './test/postgres.mjs';

await main(async () => {
  const faults = chosen(readFaults(), process.argv.slice(2));
  faults.forEach(fits);
  copyTree();
  const postgres = await serverFor(faults);
  const trials = faults.flatMap((fault) => fault.databases.map((database) => ({ ...fault, database })));
  await demandGreen(trials, postgres);
  const outcomes = [];
  for (const one of trials) outcomes.push(await outcome(one, postgres));
  return conclude(outcomes);
});

function chosen(faults, [only, ...names]) {
  if (only === undefined) return faults;
  if (only !== '--only' || names.length === 0) throw stop('Use: node infra/mutants.mjs [--only NAME-OR-GUARANTEE…]');
  const unknown = names.find((name) => !faults.some((fault) => called(fault, name)));
  if (unknown) throw stop(`No fault and no guarantee is called ${unknown}.`);
  return faults.filter((fault) => names.some((name) => called(fault, name)));
}

function called(fault, name) {
  return fault.name === name || fault.guarantee === name;
}

async function serverFor(faults) {
  if (!faults.some((fault) => fault.databases.includes('postgres'))) return null;
  await provide('postgresql');
  return startPostgres(temporaryFolder());
}

/** Without a fault every named test is green; otherwise its red would say nothing. */
async function demandGreen(trials, postgres) {
  const groups = new Map();
  for (const { crate, database, tests } of trials) {
    const key = `${crate}, ${database ?? 'no database'}`;
    const group = groups.get(key) ?? { crate, database, tests: new Set() };
    tests.forEach((test) => group.tests.add(test));
    groups.set(key, group);
  }
  for (const [key, { crate, database, tests }] of groups) {
    console.log(`Without a fault (${key}): ${tests.size} tests`);
    const { builds, results, output } = await trial({ crate, database, tests: [...tests], postgres });
    if (!builds) throw stop(`The tree does not build:\n${output}`);
    const notGreen = [...tests].filter((test) => results.get(test) !== 'ok');
    if (notGreen.length > 0) {
      const list = notGreen.map((test) => `  ${test}: ${results.get(test) ?? 'not found'}`);
      throw stop(`Not green without any fault:\n${list.join('\n')}\n${output}`);
    }
  }
}

async function outcome(one, postgres) {
  const begun = performance.now();
  const takeOut = plant(one);
  let result;
  try {
    result = await trial({ ...one, postgres });
  } finally {
    takeOut();
  }
  const verdict = judge(one, result);
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(`${verdict.padEnd(8)} ${one.name}${one.database ? ` (${one.database})` : ''}, ${seconds} s`);
  if (verdict === 'broken') console.log(result.output.split('\n').slice(0, 40).join('\n'));
  return { ...one, verdict };
}

/** `caught`: every named test is red (or hangs). `broken`: the fault does not compile, so it proves nothing. */
function judge({ tests }, { builds, hung, results }) {
  if (!builds) return 'broken';
  const red = (test) => results.get(test) === 'FAILED' || (!results.has(test) && (hung || results.size === 0));
  return tests.every(red) ? 'caught' : 'escaped';
}

function conclude(outcomes) {
  console.log('');
  for (const guarantee of [...new Set(outcomes.map((one) => one.guarantee))]) {
    const planted = outcomes.filter((one) => one.guarantee === guarantee);
    const caught = planted.filter((one) => one.verdict === 'caught');
    console.log(`${guarantee}: ${caught.length} / ${planted.length}`);
  }
  const others = outcomes.filter((one) => one.verdict !== 'caught');
  for (const { verdict, name, database, tests } of others) {
    console.log(`${verdict}: ${name}${database ? ` (${database})` : ''} past ${tests.join(', ')}`);
  }
  console.log(`\n${outcomes.length - others.length} / ${outcomes.length} caught / planted`);
  return others.length > 0 || outcomes.length === 0 ? 1 : 0;
}
