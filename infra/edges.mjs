// The directions of the house (docs/decisions/0001): which of our crates may know which, and which foreign
// crates may not be below them. Read from cargo itself, so a dependency that comes in by a detour is found.
import { pathToFileURL } from 'node:url';
import { packages } from './cargo.mjs';
import { locked } from './place.mjs';
import { main, run, stop } from './process.mjs';

/** Our crates and the ones of ours they may name in `[dependencies]`. */
const allowed = {
  aims: ['api', 'worker', 'store', 'domain', 'catalog', 'integrations', 'migrations', 'documents', 'print'],
  api: ['store', 'integrations', 'domain', 'documents'],
  worker: ['store', 'domain', 'integrations', 'documents'],
  integrations: ['domain'],
  store: ['domain'],
  domain: ['catalog'],
  catalog: [],
  documents: [],
  print: ['documents'],
  migrations: [],
};

/** Tests may know a little more: the store's make their tables with the migrations. */
const allowedInTests = { store: ['migrations'] };

/** Foreign crates that may not be anywhere below one of ours; a name ending in * stands for a family. */
const forbidden = {
  catalog: ['sea-orm', 'actix-*', 'tokio', 'reqwest', 'async-trait', 'serde-saphyr'],
  // What sets pages is heavy and has a crate of its own, `print`, which only the program knows.
  documents: ['sea-orm', 'sqlx*', 'actix-*', 'tokio', 'reqwest', 'typst*'],
  // It sees no network, no clock of a runtime and nobody's data but what it is handed.
  print: ['sea-orm', 'sqlx*', 'actix-*', 'tokio', 'reqwest', 'ureq', 'typst-kit'],
  domain: ['sea-orm', 'sqlx*', 'actix-*', 'tokio', 'reqwest', 'async-trait', 'futures'],
  integrations: ['sea-orm', 'sqlx*', 'actix-*', 'apalis*'],
  store: ['actix-*', 'apalis*', 'lettre', 'reqwest'],
  migrations: ['actix-*', 'apalis*'],
  api: ['typst*', 'apalis*', 'tokio-cron-scheduler'],
  worker: ['actix-*', 'utoipa', 'typst*'],
  aims: ['openssl-sys', 'native-tls'],
};

/** Answers a sentence for each direction that is broken. */
export async function brokenEdges() {
  const crates = await packages();
  const ours = new Set(crates.map((one) => one.name));
  const found = crates.flatMap((one) => wrongNeighbours(one, ours));
  for (const [crate, names] of Object.entries(forbidden)) {
    if (ours.has(crate)) found.push(...await wrongBelow(crate, names));
  }
  return found;
}

function wrongNeighbours({ name, dependencies }, ours) {
  if (!allowed[name]) return [`${name} is not in the table of infra/edges.mjs: say what it may know.`];
  return dependencies.filter((to) => ours.has(to.name)).flatMap((to) => {
    const inTests = to.kind === 'dev' ? [...(allowedInTests[name] ?? []), name] : [];
    if ([...allowed[name], ...inTests].includes(to.name)) return [];
    return [`${name} may not know ${to.name}${to.kind ? ` (${to.kind}-dependency)` : ''}.`];
  });
}

async function wrongBelow(crate, names) {
  const args = ['tree', ...locked, '-p', crate, '-e', 'normal', '--prefix', 'none', '--format', '{p}'];
  const { code, stdout, stderr } = await run('cargo', args, { quiet: true });
  if (code !== 0) throw stop(`cargo tree did not work:\n${stderr}`);
  const below = new Set(stdout.split('\n').map((line) => line.split(' ')[0]).filter((name) => name));
  const matches = (pattern) => [...below]
    .filter((name) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
  return names.flatMap(matches)
    .map((name) => `${crate} may not have ${name} below it: cargo tree -p ${crate} -e normal -i ${name} shows why.`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const found = await brokenEdges();
    console.log(found.length > 0 ? found.join('\n') : 'All dependencies go in the allowed direction.');
    return found.length > 0 ? 1 : 0;
  });
}
