// Licences, banned crates and sources, by cargo-deny at one pinned version, installed into the cache folder
// when it is not there. Advisories are left out: they need a git fetch (deny.toml).
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, environment } from './place.mjs';
import { run } from './process.mjs';

const version = '0.20.2';

export async function deny() {
  const home = join(cache, `cargo-deny-${version}`);
  const program = join(home, 'bin', 'cargo-deny');
  const there = await run(program, ['--version'], { quiet: true });
  if (there.code !== 0) {
    console.log(`Installing cargo-deny ${version} into ${home}; this takes a few minutes, once.`);
    const { code } = await run('cargo', ['install', 'cargo-deny', '--locked', '--version', version, '--root', home], {
      env: environment({ CARGO_TARGET_DIR: join(home, 'build') }),
    });
    rmSync(join(home, 'build'), { recursive: true, force: true });
    if (code !== 0) return false;
  }
  const args = ['--locked', 'check', '--hide-inclusion-graph', 'licenses', 'bans', 'sources'];
  return (await run(program, args)).code === 0;
}
