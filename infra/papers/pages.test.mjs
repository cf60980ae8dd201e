import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { anchors, faults, links, manners } from './pages.mjs';

test('links are found in prose and not in code', () => {
  const text = 'See [one](a.md) and [two](b.md#c).\n\n```\n[three](gone.md)\n```\n`[four](gone.md)` [five](https://x.example)';
  assert.deepEqual(links(text), ['a.md', 'b.md#c']);
});

test('a heading is linked to by its words', () => {
  const text = '# What is *left*: `aims api`, today\n\n## Twice\n\n## Twice\n\n```\n# no heading\n```\n';
  assert.deepEqual(anchors(text), ['what-is-left-aims-api-today', 'twice', 'twice-1']);
});

test('a page does not shout, is short and begins with its title', () => {
  assert.deepEqual(manners('# Fine\n\n![a picture](x.jpg) and `a != b`\n'), []);
  assert.deepEqual(manners('# Hello\n\nWelcome!\n'), ['line 3 shouts.']);
  assert.equal(manners('No title\n').length, 1);
  assert.equal(manners(`# Long\n${'line\n'.repeat(201)}`).length, 1);
});

test('a link to a page, a heading or a folder that is not there is told, and so is a page that nothing leads to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  const write = (path, text) => writeFileSync(join(folder, path), text);
  mkdirSync(join(folder, 'docs/users'), { recursive: true });
  write('README.md', '# Here\n[a](docs/users/a.md#there) [b](docs/gone.md) [c](docs/users/a.md#gone) [d](docs)\n');
  write('docs/users/a.md', '# A\n\n## There\n');
  write('docs/users/lost.md', '# Lost\n');
  assert.deepEqual(faults(folder), [
    'README.md: docs/gone.md leads nowhere.',
    'README.md: docs/users/a.md#gone: there is no such heading.',
    'README.md: docs leads to a folder; name its page.',
    'docs/users/lost.md: no page leads to it.',
  ]);
  rmSync(folder, { recursive: true });
});
