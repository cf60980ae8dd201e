// Three readers of calendars that are not ours read the one that programs subscribe to, and find the same in it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { convertIcsCalendar } from 'ts-ics';
import { begin } from './organisation.mjs';

const awkward = 'Weigh "risk"; cost, and \\ benefit – über alle Abteilungen, von der Entwicklung bis zum Betrieb 🗓';
let text = '';
let due = {};

before(async () => {
  const { org, call } = await begin('calendar@plumbline.example', 'Plumbline');
  const root = `/api/v1/o/${org}`;
  const { me, today } = await (await call('GET', root)).json();
  const day = (days) => new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const task = async (title, days) => (await call('POST', `${root}/tasks`, { title, owner: me.person_id, due: day(days) })).json();
  await task('Write the AI policy', 20);
  await task(awkward, 30);
  const done = await task('Name a deputy', 10);
  await call('POST', `${root}/tasks/${done.id}/complete`, {}, { 'if-match': `"${done.version}"` });
  const made = await call('POST', `${root}/tokens`, { name: 'Phone', scope: 'calendar', days: 60 });
  due = { 'Write the AI policy': day(20), [awkward]: day(30), 'Name a deputy': day(10), Phone: day(60) };
  const feed = await call('GET', `/calendar/${(await made.json()).secret}/mine.ics`);
  assert.equal(feed.headers.get('content-type'), 'text/calendar; charset=utf-8');
  text = await feed.text();
});

/** What a program finds that reads it on its standard input. */
function python(name) {
  const script = fileURLToPath(new URL('read_calendar.py', import.meta.url));
  return new Promise((resolve, reject) => {
    const reader = spawn(process.env.PYTHON_CALENDARS, [script, name], { stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    reader.stdout.on('data', (piece) => { said += piece; });
    reader.on('close', (code) => (code === 0 ? resolve(JSON.parse(said)) : reject(new Error(`${name} ended with ${code}`))));
    reader.stdin.end(text);
  });
}

const readers = {
  'icalendar of PyPI': () => python('icalendar'),
  'vobject of PyPI': () => python('vobject'),
  'ts-ics of npm': async () => convertIcsCalendar(undefined, text).events.map((event) => ({
    uid: event.uid,
    day: event.start.date.toISOString().slice(0, 10),
    summary: event.summary,
    status: event.status,
    sequence: event.sequence,
    stamp: event.stamp.date.toISOString(),
    url: event.url,
  })),
};

for (const [name, read] of Object.entries(readers)) {
  test(`${name} finds each day, what it is and whether it is still due`, async () => {
    const events = await read();
    assert.equal(events.length, 4);
    assert.equal(new Set(events.map(({ uid }) => uid)).size, 4, 'each has an identity of its own');
    for (const [title, day] of Object.entries(due)) {
      const event = events.find(({ summary }) => summary.includes(title));
      assert.ok(event, `${title} in ${JSON.stringify(events)}`);
      assert.equal(event.day, day, title);
      assert.equal(event.status, title === 'Name a deputy' ? 'CANCELLED' : 'CONFIRMED');
      assert.match(event.url, title === 'Phone' ? /\/settings\?section=tokens$/ : /\/tasks\/[0-9a-f-]{36}$/);
      assert.ok(event.sequence >= 1 && Math.abs(Date.parse(event.stamp) - Date.now()) < 3_600_000);
    }
  });
}

test('what a calendar has to have it has: version, maker, and how often to ask again (RFC 5545, RFC 7986)', () => {
  for (const line of ['VERSION:2.0', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'REFRESH-INTERVAL;VALUE=DURATION:PT1H']) {
    assert.ok(text.includes(`\r\n${line}\r\n`), line);
  }
  assert.match(text, /\r\nPRODID:\S+/);
  const lines = text.split('\r\n');
  assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75), 'no line is longer than 75 octets');
  assert.ok(!/[^\r]\n/.test(text), 'each line ends with CRLF');
});
