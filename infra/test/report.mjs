// What the stages came to: one table, and one closing line that machines read.
import { strict } from '../place.mjs';
import { total } from './counts.mjs';

const headings = ['stage', 'database', 'passed', 'failed', 'skipped', 'minutes'];

export class Report {
  rows = [];
  #begun = performance.now();

  /**
   * Runs one stage and notes what it came to. `body` answers counts, or true or false for a stage without tests.
   * A stage that breaks is a failure and does not keep the others from running.
   */
  async stage(name, database, body) {
    console.log(`\n── ${name}${database ? `, ${database}` : ''}`);
    const begun = performance.now();
    let outcome;
    try {
      outcome = await body();
    } catch (error) {
      console.error(error.expected ? error.message : error);
      outcome = false;
    }
    const counts = typeof outcome === 'object' ? outcome : { wrong: !outcome };
    this.rows.push({ name, database: database ?? '', ...counts, minutes: (performance.now() - begun) / 60_000 });
    if (counts.failed > 0 || counts.wrong) console.log(`── ${name} failed`);
    return !(counts.failed > 0 || counts.wrong);
  }

  /** Prints the table and the closing line; answers the exit code. */
  close() {
    const tests = total(this.rows);
    const wrong = this.rows.filter((row) => row.failed > 0 || row.wrong).map((row) => row.name);
    const all = { name: 'all', database: '', ...tests, minutes: (performance.now() - this.#begun) / 60_000 };
    const lines = [headings, ...[...this.rows, all].map(cells)];
    const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
    const pad = (text, column) => (column < 2 ? text.padEnd(widths[column]) : text.padStart(widths[column]));
    console.log(`\n${lines.map((line) => line.map(pad).join('  ')).join('\n')}`);
    const failures = this.rows.flatMap((row) => row.failures ?? []);
    // Once more at the end: whoever sees only the last lines still sees why.
    for (const failure of failures) console.log(`\nFailed: ${failure}`);
    if (failures.length > 1) console.log(`\nFailed in all:\n${failures.map((one) => `  ${one.split('\n')[0]}`).join('\n')}`);
    if (wrong.length > 0) console.log(`\nNot green: ${[...new Set(wrong)].join(', ')}.`);
    if (strict && tests.skipped > 0) console.log('\nA skipped test is a failure here (CI=true).');
    // A broken check without tests of its own still has to be visible to whoever reads only the last line.
    const brokenChecks = this.rows.filter((row) => row.wrong && !row.failed).length;
    console.log(`\n${tests.passed} passed, ${tests.failed + brokenChecks} failed, ${tests.skipped} skipped`);
    return wrong.length > 0 || tests.passed === 0 || (strict && tests.skipped > 0) ? 1 : 0;
  }
}

function cells({ name, database, passed, failed, skipped, minutes, wrong }) {
  const figure = (value) => (value === undefined ? '' : String(value));
  const failures = wrong ? figure(failed || 'failed') : figure(failed);
  return [name, database, figure(passed), failures, figure(skipped), minutes.toFixed(1)];
}
