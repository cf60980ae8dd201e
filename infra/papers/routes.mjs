// The addresses that the developers' pages speak of: each is one of the API document, with that method.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../place.mjs';

const folder = 'docs/developers';

/** Answers a sentence for each address that the API does not have. */
export function faults(from = root) {
  const document = JSON.parse(readFileSync(join(from, 'openapi.json'), 'utf8'));
  const pages = readdirSync(join(from, folder)).filter((name) => name.endsWith('.md'));
  return pages.flatMap((name) =>
    unknown(readFileSync(join(from, folder, name), 'utf8'), document.paths).map((one) => `${folder}/${name}: ${one}`));
}

/** What a page says of the API and the document does not. A part in capitals, in braces or behind `$` stands for any. */
export function unknown(text, paths) {
  return spoken(text).filter(({ method, path }) => {
    const known = Object.entries(paths).filter(([pattern]) => fits(pattern.split('/'), path.split('/')));
    return !known.some(([, methods]) => !method || method.toLowerCase() in methods);
  }).map(({ method, path }) => `${method ? `${method} ` : ''}${path} is no address of the API.`);
}

function spoken(text) {
  const prose = [...text.matchAll(/\b(?:(GET|POST|PUT|PATCH|DELETE) )(\/api\/v1\/[\w/{}$-]+)/g)]
    .map(([, method, path]) => ({ method, path }));
  const commands = text.replaceAll('\\\n', ' ').split('\n').filter((line) => /\bcurl\b/.test(line));
  const called = commands.map((line) => line.split(' | ')[0]).flatMap((line) => {
    const [, path] = /(\/api\/v1\/[\w/{}$-]+)/.exec(line) ?? [];
    const [, named] = /(?:-X|--request) (\w+)/.exec(line) ?? [];
    const method = named ?? (/ (-d|--data|--json|--data-binary)\b/.test(line) ? 'POST' : 'GET');
    return path ? [{ method, path }] : [];
  });
  return [...prose, ...called];
}

function fits(pattern, path) {
  return pattern.length === path.length
    && pattern.every((part, at) => part === path[at] || (part.startsWith('{') && /^[\w${}-]+$/.test(path[at])));
}
