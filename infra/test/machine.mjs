// What the tests need from the machine beside Rust and Node: PostgreSQL's server, Redis's and Chromium. Installed from
// Debian when that is possible, else named exactly. Nothing is started and no existing cluster is touched.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment } from '../place.mjs';
import { run, stop } from '../process.mjs';

const servers = '/usr/lib/postgresql';
const browsers = ['chromium', 'chromium-browser', 'google-chrome'];

/** The folder with the newest PostgreSQL server's programs, or null. */
export function postgresFolder() {
  if (process.env.AIMS_POSTGRES_BIN) return process.env.AIMS_POSTGRES_BIN;
  const versions = existsSync(servers) ? readdirSync(servers).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(servers, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  return found ?? onPath(['initdb'])?.replace(/\/initdb$/, '') ?? null;
}

/** The browser's path, or null. `CHROME_PATH` overrides. */
export function chromium() {
  return process.env.CHROME_PATH || onPath(browsers);
}

/**
 * The program of a Redis server, or null. Debian's `redis-tools` holds it under another name (it goes by the name it is
 * called by) and, unlike the package with the server, starts no service.
 */
export function redisProgram() {
  return process.env.AIMS_REDIS_SERVER || onPath(['redis-server', 'redis-check-rdb']);
}

const found = { postgresql: postgresFolder, chromium, 'redis-tools': redisProgram, wrk: () => onPath(['wrk']) };

/** Installs the package (`postgresql`, `redis-tools`, `chromium` or `wrk`) where it lacks, or stops with the exact command to run. */
export async function provide(name) {
  if (found[name]()) return true;
  const asRoot = await rootCommand();
  if (!asRoot) throw stop(advice());
  console.log(`Installing ${name} from Debian.`);
  await apt(asRoot, ['update', '-q']);
  if (name === 'postgresql') await installPostgres(asRoot);
  else await apt(asRoot, ['install', '-y', '-q', '--no-install-recommends', name]);
  if (!found[name]()) throw stop(advice());
  return true;
}

/**
 * Debian's package makes a cluster and starts it as a service. A setting that stands only while the package is
 * installed prevents both: this machine gets programs, not a server.
 */
async function installPostgres(asRoot) {
  await apt(asRoot, ['install', '-y', '-q', '--no-install-recommends', 'postgresql-common']);
  const setting = '/etc/postgresql-common/createcluster.d/openaims-tests.conf';
  await asRootShell(asRoot, `mkdir -p "$(dirname ${setting})" && echo 'create_main_cluster = false' > ${setting}`);
  try {
    await apt(asRoot, ['install', '-y', '-q', '--no-install-recommends', 'postgresql']);
  } finally {
    await asRootShell(asRoot, `rm -f ${setting}; rmdir --ignore-fail-on-non-empty "$(dirname ${setting})"`);
  }
}

/** How to run something as root without a question: directly, with sudo, or not at all (null). */
async function rootCommand() {
  if (!onPath(['apt-get'])) return null;
  if (process.getuid() === 0) return [];
  const { code } = await run('sudo', ['-n', 'true'], { quiet: true });
  return code === 0 ? ['sudo', '-n'] : null;
}

async function apt(asRoot, args) {
  await asRootRun(asRoot, ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]);
}

async function asRootShell(asRoot, line) {
  await asRootRun(asRoot, ['sh', '-c', line]);
}

async function asRootRun(asRoot, words) {
  const [command, ...args] = [...asRoot, ...words];
  const { code } = await run(command, args, { env: environment(), minutes: 20 });
  if (code !== 0) throw stop(`This did not work: ${[command, ...args].join(' ')}`);
}

/** Names everything that lacks at once, so that one installation does. */
function advice() {
  const names = Object.keys(found).filter((name) => !found[name]());
  return [
    `Missing on this machine: ${names.join(', ')}.`,
    'Please install with:',
    `  apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`,
    'Without them `node infra/test.mjs --only unit --only sqlite-suite --only web` runs the rest.',
  ].join('\n');
}

function onPath(names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin'];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      try { accessSync(path, constants.X_OK); return path; } catch { /* not here */ }
    }
  }
  return null;
}
