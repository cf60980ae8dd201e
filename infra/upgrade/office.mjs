// An organisation that is at work while the program is replaced: it writes and reads through every API in turn, what one of
// them wrote through the other, and keeps the books.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { noonZone } from '../bench/organisation.mjs';
import { stop } from '../process.mjs';

const password = 'eleven blue teapots';
const address = 'ada@acme.example';

export class Office {
  #mail;
  #headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  #org;
  #me;
  #tasks = [];
  #faults = [];
  #calls = 0;
  #turn = 0;

  constructor(mail) {
    this.#mail = mail;
  }

  /** Signs up. The organisation lies where it is noon now, so that whatever is due today is sent today. */
  async found(base) {
    const body = { address, name: 'Ada Lovelace', organisation_name: 'Acme', zone: noonZone(), country: 'DE' };
    await this.#ask(base, 'POST', '/sign-up', body);
    const token = await this.#until(async () => (await this.#mails(address)).map(({ text }) => /#([\w-]{20,})/.exec(text)?.[1]).find(Boolean));
    const session = await this.#ask(base, 'POST', '/sign-up/confirm', { token, password });
    this.#headers.cookie = session.headers.get('set-cookie').split(';')[0];
    this.#org = `/o/${(await session.json()).organisations[0].slug}`;
    const { me, today } = await (await this.#ask(base, 'GET', this.#org)).json();
    this.#me = me.person_id;
    this.today = today;
    await this.#ask(base, 'POST', `${this.#org}/adoptions`, { standard: 'iso42001' });
  }

  /** So many rounds of work, each through the next of the APIs. */
  async work(bases, rounds) {
    for (let round = 0; round < rounds; round += 1) await this.#round(bases);
  }

  /** Works until something has ended. */
  async workUntil(bases, ending) {
    let ended = false;
    ending.finally(() => { ended = true; }).catch(() => {});
    while (!ended) await this.#round(bases);
  }

  /** A task is made here, read and changed there, talked about, and found in lists. What goes wrong is noted. */
  async #round(bases) {
    const at = () => bases[this.#turn++ % bases.length];
    try {
      const number = this.#tasks.length;
      const due = new Date(Date.parse(`${this.today}T00:00:00Z`) + 10 * 86_400_000).toISOString().slice(0, 10);
      const task = { title: `Review ${number}`, owner: this.#me, due: number % 4 === 0 ? due : null };
      const made = await (await this.#ask(at(), 'POST', `${this.#org}/tasks`, task)).json();
      this.#tasks.push({ id: made.id, reminded: task.due !== null });
      const path = `${this.#org}/tasks/${made.id}`;
      const read = await this.#ask(at(), 'GET', path);
      await this.#ask(at(), 'PATCH', path, { title: `Review ${number} again` }, { 'if-match': read.headers.get('etag') });
      await this.#ask(at(), 'POST', `${this.#org}/subjects/${made.id}/comments`, { text: `What about ${number}?` });
      const again = await (await this.#ask(at(), 'GET', path)).json();
      if (again.title !== `Review ${number} again`) throw new Error(`${path} says ${again.title}`);
      const looks = ['/tasks?limit=20&sort=-due', '/controls?limit=20', '/people', '/home', '/my-work', '/find?q=review'];
      await this.#ask(at(), 'GET', `${this.#org}${looks[number % looks.length]}`);
    } catch (error) {
      this.#faults.push(error.message);
    }
  }

  async #ask(base, method, path, body, more = {}) {
    this.#calls += 1;
    const answer = await fetch(`${base}/api/v1${path}`, {
      method, headers: { ...this.#headers, ...more }, body: body && JSON.stringify(body), signal: AbortSignal.timeout(20_000),
    });
    if (!answer.ok) throw new Error(`${base} ${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async #mails(to) {
    return (await fetch(`${this.#mail}/messages?to=${encodeURIComponent(to)}`)).json();
  }

  async #deliveries(base) {
    const all = [];
    for (let cursor = ''; cursor !== null;) {
      const from = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const page = await (await this.#ask(base, 'GET', `${this.#org}/deliveries?limit=100${from}`)).json();
      all.push(...page.items);
      cursor = page.next ?? null;
    }
    return all;
  }

  /** Waits until every task that somebody is to be reminded of has its reminder, and nothing is under way. */
  async settled(base) {
    const wanted = this.#tasks.filter(({ reminded }) => reminded).map(({ id }) => id);
    await this.#until(async () => {
      this.deliveries = await this.#deliveries(base);
      const about = new Set(this.deliveries.filter(({ step }) => step.startsWith('lead_')).map((one) => one.about?.id));
      return wanted.every((id) => about.has(id)) && this.deliveries.every(({ state }) => !['planned', 'sending'].includes(state));
    }, 240);
  }

  /** The books: what was planned and delivered, and what arrived. */
  async sum() {
    const delivered = this.deliveries.filter(({ state, channel }) => state === 'delivered' && channel === 'mail');
    const ids = (await this.#mails(address)).map((mail) => mail.message_id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    const arrived = delivered.filter(({ id }) => ids.some((one) => one.includes(id)));
    if (twice.length > 0) this.#faults.push(`${twice.length} mails arrived twice`);
    if (arrived.length !== delivered.length) this.#faults.push(`${delivered.length - arrived.length} mails did not arrive`);
    const lost = this.deliveries.filter(({ state }) => ['dead', 'uncertain'].includes(state));
    if (lost.length > 0) this.#faults.push(`${lost.length} deliveries ended ${lost[0].state}`);
    const copies = delivered.filter((one) => one.copies !== 1);
    if (copies.length > 0) this.#faults.push(`${copies.length} deliveries were handed over more than once`);
    console.log(`${this.#calls} calls, ${this.#tasks.length} tasks, ${this.deliveries.length} deliveries planned, `
      + `${delivered.length} delivered by mail, ${ids.length} mails arrived.`);
  }

  /** Answers the exit code, and says what went wrong. */
  problems(log) {
    const wrong = readFileSync(log, 'utf8').split('\n').filter((line) => / (ERROR|PANIC) |panicked/.test(line));
    for (const text of [...this.#faults.slice(0, 20), ...wrong.slice(0, 20)]) console.error(text);
    const clean = this.#faults.length + wrong.length === 0;
    console.log(clean ? 'Nothing failed.' : `${this.#faults.length} things failed, ${wrong.length} errors stand in the log.`);
    return clean ? 0 : 1;
  }

  async #until(holds, seconds = 60) {
    for (let tries = 0; tries < seconds * 4; tries += 1) {
      const found = await holds();
      if (found) return found;
      await pause(250);
    }
    throw stop('What was waited for did not come.');
  }
}
