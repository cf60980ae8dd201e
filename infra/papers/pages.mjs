// The pages that people read: every link leads somewhere, every page can be reached and is short, and nobody shouts.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { files } from '../layout.mjs';
import { root } from '../place.mjs';

const read = /^docs\/(users|operators|developers|security)\//;
const longest = 200;

/** Answers a sentence for each fault. */
export function faults(from = root) {
  const paths = files(from).map((path) => relative(from, path)).filter((path) => path.endsWith('.md'));
  const texts = new Map(paths.map((path) => [path, readFileSync(join(from, path), 'utf8')]));
  const reached = new Set();
  const found = [];
  for (const [path, text] of texts) {
    for (const link of links(text)) {
      const fault = broken(path, link, texts, from, reached);
      if (fault) found.push(`${path}: ${fault}`);
    }
    if (read.test(path)) found.push(...manners(text).map((fault) => `${path}: ${fault}`));
  }
  const lost = paths.filter((path) => read.test(path) && !reached.has(path));
  return [...found, ...lost.map((path) => `${path}: no page leads to it.`)];
}

/** The text without its code, line by line, so that what stands in code is neither a link nor a shout. */
export function prose(text) {
  let fenced = false;
  return text.split('\n').map((line) => {
    if (/^\s*```/.test(line)) {
      fenced = !fenced;
      return '';
    }
    return fenced || /^ {4}\S/.test(line) ? '' : line.replace(/`[^`]*`/g, 'code');
  });
}

/** Where the links of a page lead. */
export function links(text) {
  const targets = [...prose(text).join('\n').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** The names by which the headings of a page are linked to. */
export function anchors(text) {
  const seen = new Map();
  return prose(text).flatMap((line, at) => {
    if (!/^#{1,6} /.test(line)) return [];
    const words = text.split('\n')[at].replace(/^#+ /, '').replace(/`|\[|\]\([^)]*\)/g, '').toLowerCase();
    const name = words.replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
    const many = seen.get(name) ?? 0;
    seen.set(name, many + 1);
    return [many ? `${name}-${many}` : name];
  });
}

function broken(path, link, texts, from, reached) {
  const [target, anchor] = link.split('#');
  const to = target ? normalize(join(dirname(path), target)) : path;
  if (to.startsWith('..') || !existsSync(join(from, to))) return `${link} leads nowhere.`;
  if (to !== path) reached.add(to);
  if (statSync(join(from, to)).isDirectory()) return `${link} leads to a folder; name its page.`;
  if (anchor && !anchors(texts.get(to) ?? '').includes(anchor)) return `${link}: there is no such heading.`;
  return null;
}

/** What is wrong with how a page is written. */
export function manners(text) {
  const lines = prose(text);
  const found = lines.flatMap((line, at) => (/!(?!\[)/.test(line.replace(/<!--/g, '')) ? [`line ${at + 1} shouts.`] : []));
  // What is made from the code is as long as the code wants it.
  const many = text.replace(/<!-- made by [\s\S]*?<!-- end of what is made -->/g, '').split('\n').length - 1;
  if (many > longest) found.push(`${many} lines; ${longest} are the most.`);
  if (!/^# \S/.test(text)) found.push('it begins with its title.');
  return found;
}
