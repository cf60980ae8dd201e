// `make lighthouse`: how the sign-in, home and controls pages fare with Lighthouse (desktop). Every figure is to be 95 or
// more. Lighthouse is run from npm's cache, in the version named here, and is no dependency of the web app; continuous
// integration does not run it, for its figures depend on the machine.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, signUp, until } from './bench/organisation.mjs';
import { environment } from './place.mjs';
import { end, main, run, start, stop } from './process.mjs';
import { chromium, provide } from './test/machine.mjs';
import { freePort } from './test/port.mjs';

const lighthouse = 'lighthouse@12.8.2';
const categories = ['performance', 'accessibility', 'best-practices'];
const wanted = 95;

await main(async () => {
  await provide('chromium');
  const aims = await program();
  const folder = mkdtempSync(join(tmpdir(), 'aims-lighthouse-'));
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const running = start(aims, ['up'], {
    cwd: folder, stdio: 'ignore', env: environment({ AIMS__PUBLIC_URL: base, AIMS__API__LISTEN: `127.0.0.1:${port}` }),
  });
  try {
    await until(async () => (await fetch(`${base}/health/ready`).catch(() => null))?.ok);
    return await look(base, folder);
  } finally {
    await end(running);
    rmSync(folder, { recursive: true, force: true });
  }
});

async function look(base, folder) {
  const { org, headers } = await signUp(base);
  const adopted = await fetch(`${base}/api/v1/o/${org}/adoptions`, {
    method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ standard: 'iso42001' }),
  });
  if (!adopted.ok) throw stop(`The standard was not adopted: ${await adopted.text()}`);
  const pages = [
    ['sign-in', '/sign-in', {}],
    ['home', `/o/${org}`, { Cookie: headers.cookie }],
    ['my work', `/o/${org}/my-work`, { Cookie: headers.cookie }],
    ['controls', `/o/${org}/controls`, { Cookie: headers.cookie }],
  ];
  console.log(`${'page'.padEnd(12)}${categories.map((name) => name.padStart(16)).join('')}`);
  let low = 0;
  for (const [name, path, extra] of pages) {
    const report = await measured(base + path, extra, join(folder, 'report.json'));
    const scores = categories.map((one) => Math.round(report.categories[one].score * 100));
    low += scores.filter((score) => score < wanted).length;
    console.log(`${name.padEnd(12)}${scores.map((score) => String(score).padStart(16)).join('')}`);
    for (const one of categories) for (const why of lost(report, one)) console.log(`  ${one}: ${why}`);
  }
  return low > 0 ? 1 : 0;
}

async function measured(url, extra, output) {
  const flags = '--headless=new --no-sandbox --disable-gpu --disable-quic';
  const args = ['--yes', lighthouse, url, '--quiet', '--preset=desktop', '--output=json', `--output-path=${output}`,
    `--only-categories=${categories.join(',')}`, `--chrome-flags=${flags}`, `--extra-headers=${JSON.stringify(extra)}`];
  const done = await run('npx', args, { quiet: true, env: environment({ CHROME_PATH: chromium() }), minutes: 5 });
  if (done.code !== 0) throw stop(`Lighthouse did not work:\n${done.stderr.slice(-2_000)}`);
  return JSON.parse(readFileSync(output, 'utf8'));
}

/** What takes points away from a category. */
function lost(report, category) {
  const audits = report.categories[category].auditRefs.filter(({ weight }) => weight > 0);
  return audits.map(({ id }) => report.audits[id])
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ title, displayValue }) => (displayValue ? `${title} (${displayValue})` : title));
}
