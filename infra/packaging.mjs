// What is shipped to run OpenAIMS, against the tree: every setting that is named exists, versions are the tree's, the image
// runs as nobody in particular and takes in no history and no keys. What other programs lint is in infra/README.md.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { files } from './layout.mjs';
import { root } from './place.mjs';
import { main } from './process.mjs';

const containerfile = 'infra/container/Containerfile';
const compose = 'infra/compose/compose.yaml';
const chart = 'infra/helm/openaims';
const speaking = /(^infra\/.*(\.ya?ml|\.tpl|\.sh|file|\.json)$)|(\.md$)/;

/** Answers a sentence for each fault. */
export function faults(from = root) {
  const read = (path) => readFileSync(join(from, path), 'utf8');
  const known = settings(read('src/settings.default.toml'));
  const paths = files(from).map((path) => relative(from, path)).filter((path) => speaking.test(path));
  return [
    ...paths.flatMap((path) => unknown(read(path), known).map((name) => `${path}: ${name} is no setting.`)),
    ...image(read(containerfile)).map((fault) => `${containerfile}: ${fault}`),
    ...versions(read, from),
    ...ignored(read('.dockerignore')).map((fault) => `.dockerignore: ${fault}`),
    ...hardened(read(compose)).map((fault) => `${compose}: ${fault}`),
  ];
}

/** The settings of a TOML file of simple tables, as `api.listen`. */
export function settings(toml) {
  const known = new Set();
  let table = '';
  for (const line of toml.split('\n')) {
    const [, name] = /^\[([\w.]+)\]/.exec(line) ?? [];
    if (name) table = `${name}.`;
    const [, key] = /^(\w+)\s*=/.exec(line) ?? [];
    if (key) known.add(table + key);
  }
  return known;
}

/** The environment variables of a text that name no setting. */
export function unknown(text, known) {
  const names = [...text.matchAll(/\bAIMS__[A-Z0-9_]*[A-Z0-9]\b/g)].map(([name]) => name);
  const isOne = (name) => known.has(name.slice('AIMS__'.length).toLowerCase().replaceAll('__', '.'));
  return [...new Set(names)].filter((name) => !isOne(name));
}

/** What a container file lacks: fixed versions, a user without rights, a look at its health. */
export function image(text) {
  const stages = [...text.matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)];
  const own = new Set(stages.map(([, , name]) => name).filter(Boolean));
  const found = stages.filter(([, from]) => !own.has(from) && (!from.includes(':') || from.endsWith(':latest')))
    .map(([, from]) => `${from} is whatever it is today; name a version.`);
  const last = text.slice(text.lastIndexOf('\nFROM '));
  const users = [...last.matchAll(/^USER (\S+)$/gm)].map(([, user]) => user);
  if (!/^[1-9]\d*(:[1-9]\d*)?$/.test(users.at(-1) ?? '')) found.push('the last USER has to be a number, and not root\'s.');
  if (!/^HEALTHCHECK /m.test(last)) found.push('HEALTHCHECK lacks.');
  if (!/sbom/.test(last)) found.push('the list of parts (SBOM) lacks.');
  if (/^ADD /m.test(text)) found.push('COPY instead of ADD, which unpacks and downloads.');
  return found;
}

function versions(read, from) {
  const rust = /channel = "([\d.]+)"/.exec(read('rust-toolchain.toml'))?.[1];
  const version = /\[workspace\.package\]\nversion = "([^"]+)"/.exec(read('Cargo.toml'))?.[1];
  const found = [];
  if (!read(containerfile).includes(`FROM rust:${rust}-`)) found.push(`${containerfile}: Rust has to be ${rust}.`);
  if (!read(`${chart}/Chart.yaml`).includes(`appVersion: ${version}\n`)) {
    found.push(`${chart}/Chart.yaml: appVersion has to be ${version}.`);
  }
  if (!read(compose).includes(`image: openaims:${version}\n`)) found.push(`${compose}: the image has to be ${version}.`);
  const named = [...read(compose).matchAll(/^ +- \.\/([\w./-]+):/gm)].map(([, path]) => path);
  const gone = named.filter((path) => !existsSync(join(from, 'infra/compose', path)));
  return [...found, ...gone.map((path) => `${compose}: ./${path} does not exist.`)];
}

/** What the image could take in that it must not. */
export function ignored(text) {
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
  const found = lines[0] === '*' ? [] : ['it begins with *, and names what comes in.'];
  const admitted = lines.filter((line) => /^!(\.git|var|infra$|infra\/compose|.*secrets|.*\.env)/.test(line));
  return [...found, ...admitted.map((line) => `${line} lets in what is nobody's business.`)];
}

/** What every service of ours says, so that a break-in finds little. */
export function hardened(text) {
  const wanted = ['read_only: true', 'cap_drop: [ALL]', 'no-new-privileges:true'];
  const ours = /^x-aims: &aims\n(?:(?: .*)?\n)*/m.exec(text)?.[0] ?? '';
  const found = wanted.filter((line) => !ours.includes(line)).map((line) => `x-aims lacks ${line}.`);
  if (/privileged: true|network_mode: host|docker\.sock/.test(text)) found.push('something reaches for the whole machine.');
  if (!/^\s+back: \{ internal: true \}$/m.test(text)) found.push('the network of the database has a way out.');
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const found = faults();
    console.log(found.length > 0 ? found.join('\n') : 'What is shipped fits the tree.');
    return found.length > 0 ? 1 : 0;
  });
}
