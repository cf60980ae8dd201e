// Reads how many tests passed, failed and were skipped out of what the runners print.

/** `cargo test`: one line for each test binary. */
export function fromCargo(output) {
  const line = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm;
  return total([...plain(output).matchAll(line)].map(([, passed, failed, skipped]) => ({ passed, failed, skipped })));
}

/** What `cargo test` says of each test that failed, cut to what fits on a screen. */
export function failuresFromCargo(output) {
  const section = /^---- (\S+) stdout ----\n([\s\S]*?)(?=^---- |^failures:|^test result)/gm;
  return [...plain(output).matchAll(section)].map(([, name, text]) => `${name}\n${text.split('stack backtrace:')[0].trim().slice(0, 1500)}`);
}

/** `vitest run`: "Tests  1 failed | 12 passed | 2 skipped (15)". */
export function fromVitest(output) {
  const line = /^\s*Tests\s+(.*)\(\d+\)/gm;
  return total([...plain(output).matchAll(line)].map(([, text]) => ({
    passed: figure(text, 'passed'), failed: figure(text, 'failed'), skipped: figure(text, 'skipped') + figure(text, 'todo'),
  })));
}

/** Node's own runner: "ℹ pass 4" or, not on a terminal, "# pass 4". */
export function fromNode(output) {
  const count = (name) => Number(plain(output).match(new RegExp(`^(?:ℹ|#) ${name} (\\d+)`, 'm'))?.[1] ?? 0);
  return {
    passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') + count('todo'),
  };
}

/** Playwright's JSON report. A test that passed only at the second attempt has failed. */
export function fromPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** What Playwright says of each test that failed, cut to what fits on a screen. */
export function failuresFromPlaywright(report) {
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const failed = (report?.suites ?? []).flatMap(specs).filter((spec) => !spec.ok);
  return failed.map(({ file, line, title, tests }) => {
    const errors = tests.flatMap((test) => test.results).flatMap((result) => result.errors ?? []);
    const text = errors.map((error) => `${at(error.location)}${plain(error.message ?? '')}`).join('\n');
    return `${file}:${line} ${title}\n${text.slice(0, 1500)}`;
  });
}

function at(location) {
  return location ? `line ${location.line}: ` : '';
}

export function total(counts) {
  const sum = (name) => counts.reduce((so, one) => so + Number(one[name] ?? 0), 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

function figure(text, name) {
  return Number(text.match(new RegExp(`(\\d+) ${name}`))?.[1] ?? 0);
}

function plain(output) {
  return output.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
}
