// The Grafana dashboard asks only for metrics that the program has: its queries beside `src/metrics/names.rs`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './place.mjs';
import { main } from './process.mjs';

/** Answers a sentence for each query that asks for something that is not there, and for a metric nobody looks at. */
export function strangeQueries(dashboard, names) {
  const shown = new Set(names.flatMap(({ name, kind }) => (
    kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name])));
  const queries = [
    ...dashboard.panels.flatMap((panel) => panel.targets.map((target) => [panel.title, target.expr])),
    ...dashboard.templating.list.map((one) => [one.name, one.query?.query ?? '']),
  ];
  const asked = queries.flatMap(([where, query]) => metrics(query).map((name) => ({ where, name })));
  const strange = asked.filter(({ name }) => !shown.has(name))
    .map(({ where, name }) => `"${where}" asks for ${name}, which the program does not have.`);
  const looked = new Set(asked.map(({ name }) => name.replace(/_(bucket|sum|count)$/, '')));
  const forgotten = names.filter(({ name }) => !looked.has(name) && !looked.has(name.replace(/_(sum|count)$/, '')))
    .filter(({ name }) => !unseen.has(name)).map(({ name }) => `No panel looks at ${name}.`);
  return [...strange, ...forgotten];
}

/** What no panel has to look at. */
const unseen = new Set(['process_threads']);

/** The names of metrics in a query: of ours and of the process. */
function metrics(query) {
  return [...query.matchAll(/\b(?:aims|process)_[a-z_]+/g)].map(([name]) => name);
}

/** The metrics of the program, as its source lists them. */
export function namesIn(source) {
  return [...source.matchAll(/\(\s*"([a-z_]+)",\s*"(counter|gauge|histogram)",/g)].map(([, name, kind]) => ({ name, kind }));
}

export function readDashboard() {
  return JSON.parse(readFileSync(join(root, 'infra/grafana/openaims.json'), 'utf8'));
}

export function readNames() {
  return namesIn(readFileSync(join(root, 'src/metrics/names.rs'), 'utf8'));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const found = strangeQueries(readDashboard(), readNames());
    console.log(found.length > 0 ? found.join('\n') : 'The dashboard asks for what the program has.');
    return found.length > 0 ? 1 : 0;
  });
}
