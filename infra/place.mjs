// Where things are: the checkout, the cache outside it, and the environment that child processes get.
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const web = join(root, 'web');

const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
export const cache = process.env.AIMS_CACHE || join(caches, 'openaims');

/** In continuous integration a skipped test is a failure. */
export const strict = ['true', '1'].includes(process.env.CI ?? '');

/** All our crates, one feature set: every cargo call uses exactly this, so that nothing is compiled twice. */
export const workspace = ['--workspace', '--features', 'integrations/fake,aims/traces'];

/** Cargo.lock is what is built; on a developer's machine cargo may bring it up to date. */
export const locked = strict ? ['--locked'] : [];

// Settings of the program would change what the tests see; make's own belong to the make that called us.
const notForChildren = /^(AIMS__.*|AIMS_TEST_.*|AIMS_REQUIRE_WEB|AIMS_SETTINGS|MAKEFLAGS|MFLAGS|MAKELEVEL)$/;

/** The environment of child processes. */
export function environment(extra = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !notForChildren.test(name));
  return {
    ...Object.fromEntries(kept),
    CARGO_TARGET_DIR: process.env.CARGO_TARGET_DIR || join(cache, 'target'),
    npm_config_cache: process.env.npm_config_cache || join(cache, 'npm'),
    ...(process.stdout.isTTY ? { CARGO_TERM_COLOR: 'always' } : {}),
    ...extra,
  };
}
