import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hardened, ignored, image, settings, unknown } from './packaging.mjs';

test('a setting is known by its table, and one that is misspelt is named', () => {
  const known = settings('environment = "x"\n[api]\nlisten = "y"\n# comment = 1\n[mail.smtp]\nport = 1\n');
  assert.deepEqual([...known], ['environment', 'api.listen', 'mail.smtp.port']);
  const text = 'AIMS__API__LISTEN=1 AIMS__MAIL__SMTP__PORT AIMS__ENVIRONMENT AIMS__API__LISTENS AIMS_SETTINGS AIMS__…';
  assert.deepEqual(unknown(text, known), ['AIMS__API__LISTENS']);
});

const good = 'FROM rust:1.0 AS a\nCOPY . .\nFROM debian:12\nCOPY --from=a /sbom.json /\nUSER 10001:10001\nHEALTHCHECK CMD x\n';

test('an image has fixed versions, a user without rights and a look at its health', () => {
  assert.deepEqual(image(good), []);
  assert.equal(image(good.replace('debian:12', 'debian:latest')).length, 1);
  assert.equal(image(good.replace('debian:12', 'debian')).length, 1);
  assert.equal(image(good.replace('10001:10001', 'root')).length, 1);
  assert.equal(image(good.replace('USER 10001:10001', 'USER 0')).length, 1);
  assert.equal(image(good.replace('HEALTHCHECK', '# HEALTHCHECK')).length, 1);
  assert.equal(image(good.replace('COPY . .', 'ADD . .')).length, 1);
});

test('what is built from names what comes in, and neither history nor secrets', () => {
  assert.deepEqual(ignored('# why\n*\n!src\n!infra/container\n'), []);
  assert.equal(ignored('target\n').length, 1);
  assert.equal(ignored('*\n!.git\n').length, 1);
  assert.equal(ignored('*\n!infra/compose\n').length, 1);
});

test('services of ours give up what they do not need', () => {
  const ours = 'x-aims: &aims\n  read_only: true\n  cap_drop: [ALL]\n  security_opt: ["no-new-privileges:true"]\n';
  const rest = 'networks:\n  back: { internal: true }\n';
  assert.deepEqual(hardened(ours + rest), []);
  assert.deepEqual(hardened(ours.replace('  cap_drop: [ALL]\n', '') + rest), ['x-aims lacks cap_drop: [ALL].']);
  assert.equal(hardened(`${ours}${rest}  privileged: true\n`).length, 1);
});
