// Parts of pages that are made from the code: the settings with their defaults, whose rows each table holds, the codes of
// problems, and who may do what. A part stands between two marks; `node infra/papers.mjs` makes it anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../place.mjs';

const end = '<!-- end of what is made -->';
const parts = [
  { page: 'docs/operators/settings.md', name: 'settings', make: settingsPart },
  { page: 'docs/operators/scaling.md', name: 'tables', make: tablesPart },
  { page: 'docs/developers/errors.md', name: 'codes', make: codesPart },
  { page: 'docs/users/roles.md', name: 'rights', make: rightsPart },
];

/** Where the fields of each section are explained in Rust, for those that the defaults leave to their names. */
const owners = {
  '': 'src/settings.rs', log: 'src/settings.rs', keys: 'src/keys/master.rs', database: 'store/src/settings.rs',
  api: 'api/src/settings.rs', mail: 'integrations/src/mail/settings.rs', files: 'integrations/src/files/settings.rs',
  outside: 'integrations/src/http/settings.rs', jira: 'integrations/src/jira/settings.rs', redis: 'store/src/bus/settings.rs',
  slack: 'integrations/src/slack/settings.rs', teams: 'integrations/src/teams/settings.rs', worker: 'worker/src/settings.rs',
};

/** Answers a sentence for each part that is not what it would be if it were made now. */
export function faults(from = root) {
  return parts.filter(({ page, name, make }) => replaced(from, page, name, make) !== text(from, page))
    .map(({ page, name }) => `${page}: the part "${name}" does not fit the code: node infra/papers.mjs`);
}

/** Makes every part anew. */
export function write(from = root) {
  for (const { page, name, make } of parts) writeFileSync(join(from, page), replaced(from, page, name, make));
}

function text(from, path) {
  return readFileSync(join(from, path), 'utf8');
}

function replaced(from, page, name, make) {
  return between(text(from, page), name, make((path) => text(from, path), (path) => existsSync(join(from, path))));
}

/** A page with its part replaced. */
export function between(page, name, part) {
  const begin = `<!-- made by infra/papers.mjs: ${name} -->`;
  const [before, rest] = page.split(`${begin}\n`);
  if (rest === undefined || !rest.includes(end)) return `${page}\n${begin}\n${end}\n`;
  return `${before}${begin}\n\n${part.trim()}\n\n${end}${rest.slice(rest.indexOf(end) + end.length)}`;
}

function settingsPart(read, exists) {
  const explained = (section, key) => {
    const owner = owners[section.split('.')[0]];
    return owner && exists(owner) ? fieldWords(read(owner), key) : '';
  };
  return sections(read('src/settings.default.toml')).map(({ name, words, keys }) => [
    `## ${name ? `\`[${name}]\`` : 'The installation'}`, '',
    ...(words ? [words, ''] : []),
    '| Variable | Default | Meaning |', '|---|---|---|',
    ...keys.map(({ key, value, about }) => {
      const variable = ['AIMS', ...(name ? name.split('.') : []), key].join('__').toUpperCase();
      return `| \`${variable}\` | \`${value}\` | ${cell(about || explained(name, key))} |`;
    }), '',
  ].join('\n')).join('\n');
}

/** The sections of the defaults: what is said above each, and above each of its keys. */
export function sections(toml) {
  const found = [{ name: '', words: '', keys: [] }];
  let said = [];
  for (const line of toml.split('\n')) {
    const [, table] = /^\[([\w.]+)\]/.exec(line) ?? [];
    const [, key, value] = /^(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (line.startsWith('#')) said.push(line.slice(1).trim());
    else if (table) found.push({ name: table, words: said.splice(0).join(' '), keys: [] });
    else if (key) found.at(-1).keys.push({ key, value, about: said.splice(0).join(' ') });
    // What is said at the very beginning is about the file.
    else said = [];
  }
  return found;
}

/** What a Rust file says about a field. */
export function fieldWords(rust, key) {
  const lines = rust.split('\n');
  const at = lines.findIndex((line) => new RegExp(`^\\s+pub ${key}:`).test(line));
  const words = [];
  for (let line = at - 1; line >= 0 && /^\s*(\/\/\/|#\[)/.test(lines[line]); line -= 1) {
    const [, word] = /^\s*\/\/\/ ?(.*)$/.exec(lines[line]) ?? [];
    if (word !== undefined) words.unshift(word);
  }
  return words.join(' ');
}

function tablesPart(read) {
  const { global, tenant } = tables(read('store/src/tables.rs'));
  return [
    `Keyed by \`org_id\`, ${tenant.length} tables: ${tenant.map((name) => `\`${name}\``).join(', ')}.`, '',
    `Belonging to no organisation, ${global.length} tables:`, '',
    '| Table | Why it belongs to none |', '|---|---|',
    ...global.map(([name, why]) => `| \`${name}\` | ${cell(why)} |`),
  ].join('\n');
}

/** Whose rows each table holds, as `store/src/tables.rs` says. */
export function tables(rust) {
  const list = rust.slice(rust.indexOf('pub const TABLES'), rust.indexOf('];', rust.indexOf('pub const TABLES')));
  const entry = /\(\s*"(\w+)",\s*Owner::(?:(Tenant)|Global\(\s*"([^"]+)",?\s*\)),?\s*\)/g;
  const all = [...list.matchAll(entry)];
  return {
    tenant: all.filter(([, , tenant]) => tenant).map(([, name]) => name),
    global: all.filter(([, , tenant]) => !tenant).map(([, name, , why]) => [name, why]),
  };
}

const statuses = {
  BAD_REQUEST: 400, UNAUTHORIZED: 401, FORBIDDEN: 403, NOT_FOUND: 404, METHOD_NOT_ALLOWED: 405, REQUEST_TIMEOUT: 408,
  CONFLICT: 409, GONE: 410, PRECONDITION_FAILED: 412, PAYLOAD_TOO_LARGE: 413, UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE_ENTITY: 422, PRECONDITION_REQUIRED: 428, TOO_MANY_REQUESTS: 429, INTERNAL_SERVER_ERROR: 500,
  BAD_GATEWAY: 502, SERVICE_UNAVAILABLE: 503, INSUFFICIENT_STORAGE: 507,
};

function codesPart(read) {
  const rows = codes(read('api/src/problem.rs')).sort((a, b) => a.status - b.status);
  return [
    '| Status | Code | Says |', '|---|---|---|',
    ...rows.map(({ status, code, says }) => `| ${status} | \`${code}\` | ${cell(says)} |`),
  ].join('\n');
}

/** The problems of the API, as `api/src/problem.rs` has them. */
export function codes(rust) {
  const says = new Map([...rust.matchAll(/#\[error\("([^"]*)"\)\]\s+(\w+)/g)].map(([, words, name]) => [name, words]));
  const status = new Map();
  const arms = rust.slice(rust.indexOf('fn status_code'), rust.indexOf('fn error_response'));
  for (const [, names, name] of arms.matchAll(/((?:\|?\s*Self::\w+(?:\(_\)| \{ \.\. \})?\s*)+)=>[\s{]*StatusCode::(\w+)/g)) {
    for (const [, variant] of names.matchAll(/Self::(\w+)/g)) status.set(variant, statuses[name] ?? name);
  }
  const named = rust.slice(rust.indexOf('const fn code'), rust.indexOf('fn field'));
  return [...named.matchAll(/Self::(\w+)(?:\(_\)| \{ \.\. \})? => "(\w+)"/g)].map(([, variant, code]) => ({
    code, status: status.get(variant), says: says.get(variant).replace(/\{\w+\}|\{0\}/g, '…'),
  }));
}

const matrix = 'domain/src/snapshots/domain__access__tests__the_access_matrix_is_as_reviewed.snap';

function rightsPart(read) {
  const rust = read('domain/src/access.rs');
  const { roles, rows } = rights(read(matrix));
  const words = (name) => nameWords(rust, name);
  return [
    `| Right | ${roles.map((role) => labels(rust).get(role)).join(' | ')} |`, `|---|${'---|'.repeat(roles.length)}`,
    ...rows.map(({ action, reach }) => `| ${cell(words(action))} | ${reach.join(' | ')} |`.replace(/ {2,}/g, ' ')),
  ].join('\n');
}

/** Who may do what, out of the reviewed matrix: `yes` for everything, `own` for one's own, nothing for not at all. */
export function rights(snapshot) {
  const [head, ...rows] = snapshot.split('---').at(-1).trim().split('\n').map((line) => line.trim().split(/\s+/));
  const said = { all: 'yes', own: 'own', none: '' };
  return { roles: head, rows: rows.map(([action, ...reach]) => ({ action, reach: reach.map((one) => said[one]) })) };
}

/** What is said in Rust above the name that is stored as `name`, without its full stop. */
export function nameWords(rust, name) {
  const [, words] = new RegExp(`((?:\\s*///[^\\n]*\\n)+)\\s*\\w+ = "${name}"`).exec(rust) ?? [, name];
  return words.split('\n').map((line) => line.replace(/^\s*\/\/\/ ?/, '')).join(' ').trim().replace(/\.$/, '');
}

function labels(rust) {
  const variants = new Map([...rust.matchAll(/(\w+) = "(\w+)"/g)].map(([, variant, name]) => [variant, name]));
  const called = [...rust.matchAll(/Self::(\w+) => "([^"]+)"/g)].map(([, variant, label]) => [variants.get(variant), label]);
  return new Map(called);
}

function cell(words) {
  return words.replaceAll('|', '\\|');
}
