// `make fuzz`: everything that parses bytes from outside, each for FUZZ_MINUTES (20). Only some: `node infra/fuzz.mjs hook adf`.
//
// cargo-fuzz and libFuzzer on the stable compiler: without a sanitizer, since our code has no `unsafe`, but with overflow checks
// and debug assertions. What is learnt stays in the cache, so the next run begins where this one ended; what brought a check
// down is put into var/fuzz, and belongs into tests/fuzz/corpus with its repair.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, environment, root } from './place.mjs';
import { main, run, stop } from './process.mjs';

const version = '0.13.1';
const folder = join(root, 'tests', 'fuzz');
const found = join(root, 'var', 'fuzz');
const target = join(process.env.CARGO_TARGET_DIR || join(cache, 'target'), 'fuzz');
/** Longer than ten seconds for one input is a fault, and so is a gigabyte of memory. */
const limits = ['-timeout=10', '-rss_limit_mb=1024'];

await main(async () => {
  const minutes = Number(process.env.FUZZ_MINUTES ?? 20);
  if (!(minutes > 0)) throw stop('FUZZ_MINUTES takes a number of minutes.');
  const names = chosen(process.argv.slice(2));
  const programs = await build();
  const rows = [];
  for (const name of names) {
    rows.push(await fuzz(name, join(programs, name), minutes));
    report(rows);
  }
  console.log(`\n${table(rows)}`);
  return rows.every(({ fault }) => !fault) ? 0 : 1;
});

function chosen(names) {
  const all = readdirSync(join(folder, 'targets')).map((name) => name.replace(/\.rs$/, '')).sort();
  const unknown = names.find((name) => !all.includes(name));
  if (unknown) throw stop(`Not known: ${unknown}. There are ${all.join(', ')}.`);
  return names.length > 0 ? names : all;
}

/** Builds every target; answers the folder of the programs. */
async function build() {
  const fuzzer = await cargoFuzz();
  const { stdout } = await run('rustc', ['-vV'], { quiet: true });
  const host = /^host: (.*)$/m.exec(stdout)[1];
  const args = ['fuzz', 'build', '--fuzz-dir', folder, '--sanitizer', 'none', '--target', host];
  const env = environment({ CARGO_TARGET_DIR: target, RUSTC_WRAPPER: join(root, 'infra', 'fuzz', 'rustc.sh') });
  const { code } = await run(fuzzer, args, { env, minutes: 90 });
  if (code !== 0) throw stop('The fuzzer could not be built.');
  return join(target, host, 'release');
}

async function cargoFuzz() {
  const home = join(cache, `cargo-fuzz-${version}`);
  const program = join(home, 'bin', 'cargo-fuzz');
  if ((await run(program, ['--version'], { quiet: true })).code === 0) return program;
  console.log(`Installing cargo-fuzz ${version} into ${home}; this takes a few minutes, once.`);
  const { code } = await run('cargo', ['install', 'cargo-fuzz', '--locked', '--version', version, '--root', home], {
    env: environment({ CARGO_TARGET_DIR: join(home, 'build') }),
  });
  if (code !== 0) throw stop('cargo-fuzz could not be installed.');
  return program;
}

async function fuzz(name, program, minutes) {
  const learnt = join(cache, 'fuzz', name);
  const faults = join(found, name);
  for (const path of [learnt, faults]) mkdirSync(path, { recursive: true });
  console.log(`\n${name}, ${minutes} minutes, since ${new Date().toISOString()}`);
  const words = join(folder, 'words', `${name}.dict`);
  const args = [
    learnt, join(folder, 'corpus', name), ...limits, ...(existsSync(words) ? [`-dict=${words}`] : []), `-max_total_time=${Math.round(minutes * 60)}`,
    '-print_final_stats=1', '-verbosity=1', `-artifact_prefix=${faults}/`,
  ];
  const { code, stderr } = await run(program, args, { quiet: true, minutes: minutes + 600 });
  const written = /Test unit written to (\S+)/.exec(stderr)?.[1];
  const fault = code === 0 ? null : written ?? `ended with ${code}`;
  if (fault) console.log(stderr.split('\n').slice(-60).join('\n'));
  const row = { name, fault, ...figures(stderr) };
  console.log(line(row));
  return row;
}

/** What libFuzzer says at its end. */
function figures(said) {
  const last = [...said.matchAll(/#\d+\s+\w+\s+cov: (\d+) ft: \d+ corp: (\d+)\//g)].at(-1);
  const stat = (key) => Number(new RegExp(`stat::${key}:\\s+(\\d+)`).exec(said)?.[1] ?? 0);
  const seconds = Number(/Done \d+ runs in (\d+) second/.exec(said)?.[1] ?? 0);
  return {
    seconds, executions: stat('number_of_executed_units'), memory: stat('peak_rss_mb'),
    coverage: Number(last?.[1] ?? 0), corpus: Number(last?.[2] ?? 0),
  };
}

function line({ name, seconds, executions, corpus, coverage, memory, fault }) {
  return `| ${name} | ${(seconds / 60).toFixed(1)} | ${executions} | ${corpus} | ${coverage} | ${memory} | ${fault ?? 'none'} |`;
}

function table(rows) {
  return [
    '| Target | Minutes | Executions | Corpus | Edges covered | Memory, MiB | Crash |', '|---|---|---|---|---|---|---|',
    ...rows.map(line),
  ].join('\n');
}

/** Kept after every target: a run of all of them takes hours. */
function report(rows) {
  mkdirSync(found, { recursive: true });
  writeFileSync(join(found, 'report.md'), `${table(rows)}\n`);
}
