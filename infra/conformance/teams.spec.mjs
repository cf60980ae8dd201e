// Microsoft's own reader of Adaptive Cards finds nothing wrong with ours, and shows people's texts as they are.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
// Its modules name each other without endings, which Node does not take; the bundle is one file.
import adaptive from 'adaptivecards/dist/adaptivecards.js';
import MarkdownIt from 'markdown-it';
import { pull, spoil, teams } from './fakes.mjs';

const { AdaptiveCard, FactSet, OpenUrlAction, SerializationContext, TextBlock, Versions } = adaptive;

/** What Teams surely takes. */
const most = 21 * 1024;
let samples;

before(async () => {
  const { stdout } = await promisify(execFile)(process.env.TEAMS_CARDS);
  samples = JSON.parse(stdout);
});

/** The card, read; what the reader complains of is a failure. */
function read(content, what) {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(content, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  assert.deepEqual(events.map(({ message }) => message), [], what);
  const found = card.validateProperties();
  assert.deepEqual(found.validationEvents.map(({ message }) => message), [], what);
  return card;
}

test('the reader complains of what is wrong', () => {
  const wrong = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', size: 'gigantic' }, { type: 'No' }] };
  assert.throws(() => read(wrong, 'wrong'));
  const nowhere = { type: 'AdaptiveCard', version: '1.5', body: [], actions: [{ type: 'Action.OpenUrl', title: 'Open' }] };
  assert.throws(() => read(nowhere, 'nowhere'));
});

test('every card is read without complaint and is small enough', () => {
  assert.ok(samples.length >= 10, `${samples.length}`);
  for (const { what, message } of samples) {
    const bytes = Buffer.byteLength(JSON.stringify(message));
    assert.ok(bytes < most, `${what}: ${bytes} bytes`);
    assert.equal(message.type, 'message');
    assert.equal(message.attachments.length, 1);
    const [{ contentType, content }] = message.attachments;
    assert.equal(contentType, 'application/vnd.microsoft.card.adaptive');
    const card = read(content, what);
    assert.equal(card.getItemCount(), 2, what);
    assert.ok(card.getItemAt(0) instanceof TextBlock && card.getItemAt(0).wrap, what);
    assert.ok(card.getItemAt(1) instanceof FactSet && card.getItemAt(1).facts.length >= 3, what);
    const action = card.getActionAt(0);
    assert.ok(action instanceof OpenUrlAction && new URL(action.url).protocol === 'https:', what);
  }
});

test('what people wrote is shown as they wrote it', () => {
  // The Markdown that cards are read with: bold, italic, lists and links, no HTML.
  const markdown = new MarkdownIt({ html: false });
  for (const { what, message } of samples) {
    const [title, facts] = message.attachments[0].content.body;
    for (const text of [title.text, ...facts.facts.map(({ value }) => value)]) {
      const html = markdown.render(text);
      const tags = [...html.matchAll(/<(\w+)/g)].map(([, name]) => name);
      assert.deepEqual(new Set(tags), new Set(['p']), `${what}: ${html.slice(0, 300)}`);
      assert.ok(!/{{(DATE|TIME)/.test(text), what);
    }
  }
  const dressed = samples.find(({ what }) => what === 'Markdown').message.attachments[0].content.body;
  const shown = markdown.render(dressed[0].text);
  assert.match(shown, /^<p>1\. \*\*Bold\*\* _it_ \[Sign in\]\(https:\/\/evil\.example\) `code` # no heading has been/);
});

test('the fake takes what a workflow takes, and nothing else', async () => {
  const address = await pull(teams, 'workflow', { name: 'conformance' });
  const post = (url, body) => fetch(url, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  for (const { what, message } of samples) assert.equal((await post(address, message)).status, 202, what);
  const kept = (await pull(teams, 'cards')).filter(({ workflow }) => workflow === 'conformance');
  assert.deepEqual(kept.map(({ card }) => card), samples.map(({ message }) => message.attachments[0].content));

  assert.equal((await post(address.replace('sig=', 'sig=x'), samples[0].message)).status, 401);
  assert.equal((await post(address, { text: 'Hello' })).status, 400);
  const [attachment] = samples[0].message.attachments;
  const large = { ...samples[0].message, attachments: [attachment], padding: 'x'.repeat(28 * 1024) };
  assert.equal((await post(address, large)).status, 413);
  await spoil(teams, 'conformance', { kind: 'too_many', after: 7, reason: '' });
  const limited = await post(address, samples[0].message);
  assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
  await spoil(teams, 'conformance', { kind: 'lost' });
  await assert.rejects(post(address, samples[0].message).then((answer) => answer.text()));
});
