// What cargo knows: the workspace's packages, and the programs that one build of everything makes.
import { locked, workspace } from './place.mjs';
import { run, stop } from './process.mjs';

/** The root package's one integration-test binary, run once for each database. */
export const suite = 'suite';

/** The workspace's own packages with what they name. */
export async function packages() {
  const args = ['metadata', '--format-version', '1', '--no-deps', ...locked];
  const { code, stdout, stderr } = await run('cargo', args, { quiet: true });
  if (code !== 0) throw stop(`cargo metadata did not work:\n${stderr}`);
  return JSON.parse(stdout).packages;
}

/** The integration tests of the crates, without the suite. */
export async function crateTests() {
  return (await packages()).flatMap((one) => one.targets)
    .filter((target) => target.kind.includes('test') && target.name !== suite)
    .map((target) => target.name);
}

/** Builds every program and test once; answers where `aims` and the examples that tests use are, or null. */
export async function build() {
  const args = ['test', ...workspace, ...locked, '--no-run', '--message-format', 'json-render-diagnostics'];
  const { code, stdout } = await run('cargo', args, { stdio: ['ignore', 'pipe', 'inherit'], quiet: true, minutes: 60 });
  if (code !== 0) return null;
  const made = stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
    .filter((message) => message.reason === 'compiler-artifact' && message.executable && !message.profile.test);
  const path = (kind, name) => made
    .find(({ target }) => target.kind.includes(kind) && target.name === name)?.executable;
  return {
    aims: path('bin', 'aims'), smtpSink: path('example', 'smtp_sink'), signWebhook: path('example', 'sign_webhook'),
    teamsCards: path('example', 'teams_cards'),
  };
}
