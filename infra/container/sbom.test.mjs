import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checksums, sbom } from './sbom.mjs';

const crate = (name, source = 'registry', license = 'MIT/Apache-2.0') => ({ id: name, name, version: '1.0.0', source, license });
const dep = (pkg, kind = null) => ({ pkg, dep_kinds: [{ kind }] });
const metadata = {
  packages: [crate('aims', null), crate('store', null), crate('serde'), crate('proptest'), crate('cc'), crate('itoa')],
  resolve: {
    nodes: [
      { id: 'aims', deps: [dep('store'), dep('proptest', 'dev'), dep('cc', 'build')] },
      { id: 'store', deps: [dep('serde')] },
      { id: 'serde', deps: [dep('itoa')] },
      { id: 'proptest', deps: [] }, { id: 'cc', deps: [] }, { id: 'itoa', deps: [] },
    ],
  },
};
const lock = {
  packages: {
    '': {},
    'node_modules/react': { version: '19.0.0', license: 'MIT', integrity: 'sha512-AAEC' },
    'node_modules/@mantine/core': { version: '9.0.0', license: 'MIT' },
    'node_modules/vite': { version: '8.0.0', dev: true },
  },
};

test('what is linked or served is listed, and what only builds or tests is not', () => {
  const names = sbom(metadata, lock).components.map(({ purl }) => purl);
  assert.deepEqual(names, [
    'pkg:cargo/itoa@1.0.0', 'pkg:cargo/serde@1.0.0', 'pkg:npm/%40mantine/core@9.0.0', 'pkg:npm/react@19.0.0',
  ]);
});

test('licences are expressions, and hashes come from the locks', () => {
  const sums = checksums('[[package]]\nname = "serde"\nversion = "1.0.0"\nsource = "x"\nchecksum = "abc123"\n');
  const [, serde, , react] = sbom(metadata, lock, sums).components;
  assert.deepEqual(serde.licenses, [{ expression: 'MIT OR Apache-2.0' }]);
  assert.deepEqual(serde.hashes, [{ alg: 'SHA-256', content: 'abc123' }]);
  assert.deepEqual(react.hashes, [{ alg: 'SHA-512', content: '000102' }]);
});
