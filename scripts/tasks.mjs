// The tasks of package.json, run by scripts/first-run.mjs with the game server's version of Node.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const PROJECTS = ['shared', 'server', 'server/platform', 'client', 'nui', 'sandbox', 'scripts', 'tests'];
const MINUTE = 60_000;
/** What is kept back until a job has failed is coloured as if it were printed directly. */
const terminal = process.stdout.isTTY;
const COLOR = { tsc: terminal ? ['--pretty'] : [], biome: terminal ? '--colors=force' : '--colors=off' };

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
/** A group of its own lets a test runner's workers and servers end with it; in a terminal Ctrl-C does that. */
const grouped = process.platform !== 'win32' && !process.stdin.isTTY;

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function end(child, signal) {
  try {
    if (child.pid && grouped) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It ended by itself in the meantime.
  }
}

let ending = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (!ending && (signal !== 'SIGINT' || grouped)) for (const child of children) end(child, signal);
    ending = true;
  });
}

/**
 * Runs a program of node_modules (or a script) and waits for it.
 * @param {string} script @param {string[]} args @param {{ quiet?: boolean, limitMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} output only when quiet
 */
function node(script, args, { quiet = false, limitMs } = {}) {
  if (ending) return Promise.resolve({ code: 1, output: '' });
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    detached: grouped,
    env: {
      ...process.env,
      ...(terminal ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
  const limit = limitMs
    ? setTimeout(() => {
        console.error(`${script} was ended: it took longer than ${limitMs / MINUTE} minutes.`);
        end(child, 'SIGKILL');
      }, limitMs)
    : undefined;
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      children.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

const VITEST = 'node_modules/vitest/vitest.mjs';
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

/** Types, format and lint, layers. @returns {Promise<number>} */
async function check() {
  const jobs = [
    ...PROJECTS.filter((project) => existsSync(path.join(root, project, 'tsconfig.json'))).map((project) => ({
      name: `types ${project}`,
      run: () => node('node_modules/typescript/bin/tsc', ['-p', project, ...COLOR.tsc], { quiet: true }),
    })),
    {
      name: 'format and lint',
      run: () => node('node_modules/@biomejs/biome/bin/biome', ['ci', COLOR.biome, '.'], { quiet: true }),
    },
    { name: 'layers', run: () => node(VITEST, ['run', 'tests/architecture'], { quiet: true }) },
  ];
  let failed = 0;
  const next = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const since = performance.now();
      const { code, output } = await job.run();
      if (code !== 0) {
        failed += 1;
        console.log(output.trimEnd());
      }
      const seconds = ((performance.now() - since) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${job.name} (${seconds} s)`);
    }
  };
  await Promise.all([next(), next()]);
  return failed === 0 ? 0 : 1;
}

/** @param {boolean} ifNeeded */
const build = async (ifNeeded) => (await node('scripts/build.mjs', ifNeeded ? ['--if-needed'] : [])).code;

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ status: string, assertionResults: { status: string }[] }} TestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: TestFile[] }} UnitReport
 * @typedef {{ stats: { expected: number, flaky: number, unexpected: number, skipped: number } }} PageReport
 */

/** @param {UnitReport} report @returns {Counts} a file that does not even load counts as one failed test */
function unitCounts({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}

/** @param {PageReport} report @returns {Counts} */
const pageCounts = ({ stats: { expected, flaky, unexpected, skipped } }) => ({
  passed: expected + flaky,
  failed: unexpected,
  skipped,
});

/**
 * What a runner's report counts; a runner that failed without a failed test counts as one.
 * @template R @param {string} file @param {number} code @param {(report: R) => Counts} read @returns {Counts}
 */
function counted(file, code, read) {
  const report = path.join(root, file);
  const counts = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Everything; the last line sums the tests up. @param {string[]} args for the test runner */
async function test(args) {
  rmSync(path.join(root, 'artifacts'), { recursive: true, force: true });
  mkdirSync(path.join(root, 'artifacts'));
  /** @type {Counts[]} */
  const counts = [];
  const step = (/** @type {number} */ code) => counts.push({ passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 });

  step(await check());
  const built = await build(true);
  step(built);
  if (built === 0) {
    const report = 'artifacts/vitest.json';
    const units = await node(
      VITEST,
      ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`, ...args],
      {
        limitMs: 10 * MINUTE,
      },
    );
    counts.push(counted(report, units.code, unitCounts));
    const pages = await node(PLAYWRIGHT, ['test'], { limitMs: 10 * MINUTE });
    counts.push(counted('artifacts/playwright.json', pages.code, pageCounts));
  }
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    counts.reduce((total, row) => total + row[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const TASKS = {
  check,
  test,
  build: () => build(false),
  start: async (args) => (await build(true)) || (await node('sandbox/main.ts', args)).code,
  bench: async (args) => (await build(true)) || (await node('scripts/bench.ts', args)).code,
  prove: async (args) => (await build(true)) || (await node('scripts/prove.ts', args)).code,
  shots: async (args) => (await build(true)) || (await node('scripts/shots.ts', args)).code,
  package: async () => (await build(true)) || (await node('scripts/package.mjs', [])).code,
};

const [name = '', ...args] = process.argv.slice(2);
const task = TASKS[name];
if (!task) console.error(`Tasks: ${Object.keys(TASKS).join(' ')}`);
process.exitCode = task ? await task(args) : 1;
