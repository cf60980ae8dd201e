// Runs named tests on the copy of the tree and says what became of each.
import { environment, workspace } from '../place.mjs';
import { run } from '../process.mjs';
import { fromCargo } from '../test/counts.mjs';
import { target, tree } from './tree.mjs';

const longest = 10;

/** Answers { builds, hung, results: Map(test → 'ok' | 'FAILED'), output }. */
export async function trial({ crate, tests, database, postgres, quiet = true }) {
  const chosen = crate === 'suite' ? [...workspace, '--test', 'suite'] : ofCrate(crate);
  const options = { cwd: tree, quiet, env: environment(settings(database, postgres)) };
  const built = await run('cargo', ['test', ...chosen, '--no-run'], { ...options, minutes: 60 });
  if (built.code !== 0) return { builds: false, results: new Map(), output: built.stderr };
  const args = ['test', ...chosen, '--no-fail-fast', '--', '--exact', ...tests];
  const { stdout, stderr, timedOut } = await run('cargo', args, { ...options, minutes: longest });
  return { builds: true, hung: timedOut, results: outcomes(stdout, tests), output: stdout + stderr };
}

/**
 * Reads the list of failures and the count of the rest: the lines "test … ok" can be torn apart by what the
 * programs that a test starts print.
 */
function outcomes(stdout, tests) {
  const lists = [...stdout.matchAll(/^failures:\n((?: {4}\S.*\n)+)/gm)].at(-1)?.[1] ?? '';
  const failed = new Set(lists.split('\n').map((line) => line.trim()).filter((line) => line));
  const { passed } = fromCargo(stdout);
  const rest = tests.filter((test) => !failed.has(test));
  const green = passed === rest.length ? rest : rest.filter((test) => stdout.includes(`test ${test} ... ok`));
  const red = tests.filter((test) => failed.has(test));
  return new Map([...red.map((test) => [test, 'FAILED']), ...green.map((test) => [test, 'ok'])]);
}

function ofCrate(crate) {
  const features = crate === 'integrations' ? ['--features', 'integrations/fake'] : [];
  return ['-p', crate, ...features, '--lib'];
}

function settings(database, postgres) {
  return {
    CARGO_TARGET_DIR: target, CARGO_TERM_COLOR: 'never', INSTA_UPDATE: 'no', RUST_BACKTRACE: '0',
    ...(database ? { AIMS_TEST_DATABASE: database } : {}),
    ...(database === 'postgres' ? { AIMS_TEST_POSTGRES: postgres.url } : {}),
  };
}
