// Ten thousand organisations from one: its rows with other identifiers, written by the database.
import { createHash } from 'node:crypto';
import { sql } from './statements.mjs';

/**
 * Copies of the first one under the numbers `from` to `to`, each with accounts and sessions of its own; of all tables, or of those
 * that are `wanted`. Answers how many rows.
 */
export async function others(postgres, first, from, to, wanted = () => true) {
  const base = `(select org_id from organisation where slug = '${first.slug}')`;
  const accounts = `(select account_id from person where org_id = ${base})`;
  const own = { account: `id in ${accounts}`, session: `account_id in ${accounts}` };
  const tables = (await described(postgres)).filter(({ name, columns }) => wanted(name) && (own[name]
    || (name !== 'job' && columns.some((column) => column.name === 'org_id'))));
  const copies = tables.map(({ name, columns }) => `insert into ${name} (${columns.map((column) => column.name).join(', ')})
    select ${columns.map((column) => another(name, column)).join(', ')} from ${name}, generate_series(${from}, ${to}) n
    where ${own[name] ?? `org_id = ${base}`}`);
  const before = await rows(postgres);
  // Neither foreign keys nor triggers: what is copied was right.
  await sql(postgres, `set session_replication_role = replica; ${copies.join('; ')}`);
  await sql(postgres, 'vacuum (analyze)');
  return (await rows(postgres)) - before;
}

/** Every table with its columns, and whether a column is in a unique index in which no identifier stands. */
async function described(postgres) {
  return JSON.parse(await sql(postgres, `select json_agg(t) from (
    select table_name as name, json_agg(json_build_object('name', column_name, 'type', udt_name, 'alone', exists (
      select from pg_index i where i.indrelid = quote_ident(table_name)::regclass and i.indisunique
        and exists (select from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any(i.indkey) and a.attname = column_name)
        and not exists (select from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any(i.indkey) and a.atttypid = 'uuid'::regtype)
    ))) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER' group by 1) t`));
}

/** What stands in a column of the copy with the number `n`. */
function another(table, { name, type, alone }) {
  if (table === 'session' && name === 'token_hash') return "sha256(convert_to('session-' || n, 'UTF8'))";
  if (type === 'uuid') return `md5(${table}.${name}::text || '-' || n)::uuid`;
  if (alone && type === 'text') return `${table}.${name} || '-' || n`;
  if (alone && type === 'bytea') return `sha256(${table}.${name} || int4send(n))`;
  return `${table}.${name}`;
}

async function rows(postgres) {
  return Number(await sql(postgres, 'select sum(reltuples)::bigint from pg_class where relkind = $$r$$ and relnamespace = $$public$$::regnamespace and reltuples > 0'));
}

/** The identifier of the copy, as the database made it. */
export function copied(id, number) {
  const hex = createHash('md5').update(`${id}-${number}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
