// A Python package at one version, in an environment of its own in the cache folder. Python's venv is installed from
// Debian where it lacks and that is possible, else named exactly.
import { join } from 'node:path';
import { cache, environment } from '../place.mjs';
import { run, stop } from '../process.mjs';

const debian = ['install', '-y', '-q', '--no-install-recommends', 'python3-venv'];
const advice = `Please install with:\n  apt-get update && apt-get ${debian.join(' ')}`;

/**
 * Answers the path of a Python that has the package; both are made when they are not there. `requirements` is a file that
 * names everything that comes with it, each at one version.
 */
export async function pythonWith(name, version, requirements) {
  const home = join(cache, `python-${name}-${version}`);
  const python = join(home, 'bin', 'python');
  if (await works(python, ['-c', `import ${name}`])) return python;
  console.log(`Installing ${name} ${version} from PyPI into ${home}.`);
  const made = () => works('python3', ['-m', 'venv', '--clear', home]);
  if (!(await made())) {
    await installVenv();
    if (!(await made())) throw stop(`This did not work: python3 -m venv ${home}`);
  }
  const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--no-deps',
    ...(requirements ? ['-r', requirements] : [`${name}==${version}`])];
  const { code } = await run(python, pip, { minutes: 10 });
  if (code !== 0) throw stop(`${name} ${version} was not installed.`);
  return python;
}

/** As machine.mjs does for PostgreSQL, Redis and Chromium. */
async function installVenv() {
  const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n'];
  for (const args of [['update', '-q'], debian]) {
    const [command, ...words] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    const { code } = await run(command, words, { env: environment(), minutes: 20 });
    if (code !== 0) throw stop(`Missing on this machine: Python's venv.\n${advice}`);
  }
}

async function works(command, args) {
  return (await run(command, args, { quiet: true, minutes: 5 })).code === 0;
}
