// What the program is made of, as a CycloneDX 1.5 document: the crates that `cargo metadata` (its output is the argument)
// resolves for `aims` without those that only tests or builds need, and the packages of the web app that are shipped.
//   cargo metadata --locked --format-version 1 --no-default-features --features traces > metadata.json
//   node infra/container/sbom.mjs metadata.json > sbom.cdx.json
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The document, out of cargo's metadata and npm's lock. `checksums` are those of Cargo.lock, by name and version. */
export function sbom(metadata, lock, checksums = new Map()) {
  const crates = shipped(metadata).map((crate) => ({
    type: 'library',
    'bom-ref': `pkg:cargo/${crate.name}@${crate.version}`,
    purl: `pkg:cargo/${crate.name}@${crate.version}`,
    name: crate.name,
    version: crate.version,
    ...licence(crate.license?.replaceAll('/', ' OR ')),
    ...hash('SHA-256', checksums.get(`${crate.name} ${crate.version}`)),
  }));
  const packages = Object.entries(lock.packages).filter(([path, one]) => path && !one.dev && !one.optional && !one.link);
  const scripts = packages.map(([path, one]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const purl = `pkg:npm/${name.replace('@', '%40')}@${one.version}`;
    const [algorithm, digest] = one.integrity?.split('-') ?? [];
    const known = algorithm === 'sha512' ? Buffer.from(digest, 'base64').toString('hex') : undefined;
    return {
      type: 'library', 'bom-ref': purl, purl, name, version: one.version, ...licence(one.license), ...hash('SHA-512', known),
    };
  });
  const version = metadata.packages.find(({ name }) => name === 'aims').version;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': 'aims', name: 'aims', version } },
    components: unique([...crates, ...scripts]),
  };
}

/** The crates that are linked into `aims`: those that it reaches by normal dependencies, ours left out. */
function shipped({ packages, resolve }) {
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const root = packages.find(({ name }) => name === 'aims').id;
  const reached = new Set([root]);
  for (const id of reached) {
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
      if (kinds.some(({ kind }) => kind === null)) reached.add(pkg);
    }
  }
  return packages.filter(({ id, source }) => reached.has(id) && source !== null);
}

function licence(expression) {
  return expression ? { licenses: [{ expression }] } : {};
}

function hash(alg, content) {
  return content ? { hashes: [{ alg, content }] } : {};
}

function unique(components) {
  const sorted = [...new Map(components.map((one) => [one['bom-ref'], one])).values()];
  return sorted.sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
}

/** The checksums of Cargo.lock, by `name version`. */
export function checksums(text) {
  const entry = /name = "([^"]+)"\nversion = "([^"]+)"\nsource = "[^"]+"\nchecksum = "([0-9a-f]+)"/g;
  return new Map([...text.matchAll(entry)].map(([, name, version, sum]) => [`${name} ${version}`, sum]));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const read = (path) => readFileSync(path, 'utf8');
  const here = new URL('../../', import.meta.url);
  const document = sbom(
    JSON.parse(read(process.argv[2])),
    JSON.parse(read(new URL('web/package-lock.json', here))),
    checksums(read(new URL('Cargo.lock', here))),
  );
  console.log(JSON.stringify(document, null, 1));
}
