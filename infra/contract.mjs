// `make contract`: the program, driven by Schemathesis from its own API document. Every check is on: no answer of 500, none
// that the document does not know, none of another shape; what the document forbids is refused, and what it allows is taken.
// Schemathesis comes from PyPI into an environment of its own; nothing of the program depends on it.
// `node infra/contract.mjs [examples per operation]`; `AIMS_CONTRACT_SEED` repeats a run.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, signUp, until } from './bench/organisation.mjs';
import { pythonWith } from './conformance/python.mjs';
import { environment, root } from './place.mjs';
import { end, main, run, start, stop } from './process.mjs';
import { freePort } from './test/port.mjs';

const version = '4.32.5';
const hooks = join(root, 'infra', 'conformance');
const requirements = join(root, 'infra', 'conformance', 'schemathesis.txt');

await main(async () => {
  const examples = Number(process.argv[2] ?? 40);
  const python = await pythonWith('schemathesis', version, requirements);
  const aims = await program();
  const folder = mkdtempSync(join(tmpdir(), 'aims-contract-'));
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const settings = {
    AIMS__PUBLIC_URL: base, AIMS__API__LISTEN: `127.0.0.1:${port}`,
    AIMS__API__REQUESTS_PER_MINUTE_ACCOUNT: '0', AIMS__API__REQUESTS_PER_MINUTE_ORGANISATION: '0',
  };
  const running = start(aims, ['up'], { cwd: folder, stdio: 'ignore', env: environment(settings) });
  try {
    await until(async () => (await fetch(`${base}/health/ready`).catch(() => null))?.ok);
    const config = join(folder, 'schemathesis.toml');
    writeFileSync(config, await configuration(base));
    const seed = process.env.AIMS_CONTRACT_SEED ?? String(Math.floor(Math.random() * 1e9));
    console.log(`Seed ${seed}.`);
    const { code } = await run(python, [
      '-m', 'schemathesis.cli', '--config-file', config, 'run', join(root, 'openapi.json'), '--url', base,
      '--checks', 'all', '--max-examples', String(examples), '--seed', seed, '--continue-on-failure', '--workers', '1',
      ...process.argv.slice(3),
    ], { cwd: folder, minutes: 60, env: environment({ SCHEMATHESIS_HOOKS: 'schemathesis_hooks', PYTHONPATH: hooks }) });
    return code;
  } finally {
    await end(running);
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Who calls, and one thing of each kind: an id that nothing has is refused before anything else is looked at. */
async function configuration(base) {
  const { org, headers } = await signUp(base);
  const call = async (method, path, body) => {
    const answer = await fetch(`${base}/api/v1/o/${org}${path}`, {
      method, headers: { ...headers, ...(body && { 'content-type': 'application/json' }) }, body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw stop(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
  await call('POST', '/adoptions', { standard: 'iso42001' });
  const ids = {
    tasks: (await call('POST', '/tasks', { title: 'Write the policy' })).id,
    controls: (await call('GET', '/controls?limit=1')).items[0].id,
    teams: (await call('POST', '/teams', { name: 'Vision' })).id,
    people: (await call('POST', '/people', { name: 'Grace Hopper', address: 'grace@acme.example' })).id,
    views: (await call('POST', '/views', { list: 'tasks', name: 'Mine', query: {} })).id,
    certifications: (await call('POST', '/certifications', { title: 'AI management', standard: 'ISO/IEC 42001:2023' })).id,
    'task-templates': (await call('POST', '/task-templates', { title: 'Every month' })).id,
    'service-accounts': (await call('POST', '/service-accounts', { name: 'Robot', purpose: 'Tests', role: 'staff' })).id,
  };
  ids.subjects = ids.tasks;
  const each = Object.entries(ids).map(([noun, id]) => [
    '[[operations]]', `include-path-regex = "/o/[{]org[}]/${noun}/"`, `parameters = { "path.id" = "${id}" }`,
  ].join('\n'));
  // Without a version: 428, RFC 6585. What the document's types cannot say, such as whether a person is active, is 422; an
  // older version is 412, a link that served 410.
  const refusals = [
    '[checks]',
    'missing_required_header.expected-statuses = [400, 401, 403, 406, 415, 422, 428]',
    'positive_data_acceptance.expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 410, 412, 422, 429]',
  ].join('\n');
  // It would sign the caller out.
  const left = ['[[operations]]', 'include-path = "/api/v1/session"', 'include-method = "DELETE"', 'enabled = false'].join('\n');
  return [
    `headers = { Cookie = "${headers.cookie}", Sec-Fetch-Site = "same-origin" }`, `parameters = { "path.org" = "${org}" }`, refusals, left, ...each,
  ].join('\n');
}
