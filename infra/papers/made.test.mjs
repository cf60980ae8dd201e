import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, codes, fieldWords, nameWords, rights, sections, tables } from './made.mjs';

test('what is said above a section or a key belongs to it, and what is said about the file to nobody', () => {
  const toml = '# The file.\n\n# What it is.\nenvironment = "x"\n\n# About it,\n# in two lines.\n[api]\nlisten = "y"\n# Why.\nlog = 1\n';
  assert.deepEqual(sections(toml), [
    { name: '', words: '', keys: [{ key: 'environment', value: '"x"', about: 'What it is.' }] },
    { name: 'api', words: 'About it, in two lines.',
      keys: [{ key: 'listen', value: '"y"', about: '' }, { key: 'log', value: '1', about: 'Why.' }] },
  ]);
});

test('a field is explained by the lines above it', () => {
  const rust = 'struct S {\n    /// Address\n    /// and port.\n    #[serde(default)]\n    pub listen: String,\n    pub bare: u8,\n}\n';
  assert.equal(fieldWords(rust, 'listen'), 'Address and port.');
  assert.equal(fieldWords(rust, 'bare'), '');
});

test('tables are read in both of the forms in which they are written', () => {
  const rust = 'pub const TABLES: &[(&str, Owner)] = &[\n("account", Owner::Global("why")),\n(\n"job",\nOwner::Global(\n"because"\n),\n),\n("task", Owner::Tenant),\n];\n("not", Owner::Tenant)';
  assert.deepEqual(tables(rust), { tenant: ['task'], global: [['account', 'why'], ['job', 'because']] });
});

test('a part is replaced between its marks and nowhere else', () => {
  const page = '# Title\n\n<!-- made by infra/papers.mjs: x -->\n\nold\n\n<!-- end of what is made -->\n\nafter\n';
  assert.equal(between(page, 'x', 'new'), page.replace('old', 'new'));
  assert.equal(between(between(page, 'x', 'new'), 'x', 'new'), page.replace('old', 'new'));
});

test('a problem has its code, its status and its words', () => {
  const rust = [
    '#[error("sign in first")]', 'SignedOut,', '#[error("{detail}")]', 'Refused {', '#[error("wait {seconds} seconds")]', 'Many {',
    'const fn code(&self) {', 'Self::SignedOut => "signed_out",', 'Self::Refused { .. } => "refused",', 'Self::Many { .. } => "many",',
    'fn field', 'fn status_code(&self) {', 'Self::SignedOut', '| Self::Many { .. } => StatusCode::UNAUTHORIZED,',
    'Self::Refused { .. } => {', 'StatusCode::CONFLICT', '}', 'fn error_response',
  ].join('\n');
  assert.deepEqual(codes(rust), [
    { code: 'signed_out', status: 401, says: 'sign in first' },
    { code: 'refused', status: 409, says: '…' },
    { code: 'many', status: 401, says: 'wait … seconds' },
  ]);
});

test('the matrix of rights is read with the words of the code', () => {
  const snapshot = '---\nsource: x\n---\n                owner  staff\nread_tasks      all    own\ncreate_task     all    none\n';
  assert.deepEqual(rights(snapshot), {
    roles: ['owner', 'staff'],
    rows: [{ action: 'read_tasks', reach: ['yes', 'own'] }, { action: 'create_task', reach: ['yes', ''] }],
  });
  const rust = '    /// Another.\n    Other = "other",\n    /// Read tasks,\n    /// all of them.\n    ReadTasks = "read_tasks",\n';
  assert.equal(nameWords(rust, 'read_tasks'), 'Read tasks, all of them');
});
