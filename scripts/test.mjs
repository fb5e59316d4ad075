// `npm test`: everything that guards a change. `npm test -- NAME …` runs some of it: types, lint, unit, build, e2e.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root, say } from './bootstrap.mjs';
import { HOW_TO_GET_CHROMIUM, findChromium } from './find-chromium.mjs';

const CHECKS = { types, lint, unit, build, e2e };
const resultsDir = path.join(root, '.cache', 'test-results');
const bin = (...parts) => path.join(root, 'node_modules', ...parts);

async function types() {
  const tsc = bin('typescript', 'bin', 'tsc');
  return asOne((await node([tsc, '-b'])) && (await node([tsc, '-p', 'tsconfig.tools.json'])));
}

async function lint() {
  // What was found clean stays clean until it changes, or a rule does (ESLint's own key misses a change inside our rule).
  const rulesKey = digestOf('eslint.config.js', 'scripts/lint/layers.js', 'package-lock.json');
  const cache = (name) => [
    '--cache',
    '--cache-strategy',
    'content',
    '--cache-location',
    `.cache/lint/${name}-${rulesKey}`,
  ];
  const prettier = [
    bin('prettier', 'bin', 'prettier.cjs'),
    '--check',
    '--log-level',
    'warn',
    ...cache('prettier'),
    '.',
  ];
  const eslint = [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0', ...cache('eslint')];
  const results = await Promise.all([node(prettier), node(eslint)]);
  return asOne(results.every(Boolean));
}

async function unit() {
  const report = path.join(resultsDir, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = await node([bin('vitest', 'vitest.mjs'), 'run', ...reporters]);
  const counts = readJson(report);
  return tally(ok, counts?.numPassedTests, counts?.numFailedTests, counts?.numPendingTests);
}

async function build() {
  return asOne(await node(['scripts/build.mjs']));
}

async function e2e() {
  const chromium = await findChromium({ install: true, say });
  if (!chromium) {
    say(HOW_TO_GET_CHROMIUM);
    return { passed: 0, failed: 1, notRun: 0 };
  }
  const report = path.join(resultsDir, 'e2e.json');
  const ok = await node([bin('playwright', 'cli.js'), 'test'], {
    CHARTSIDE_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const stats = readJson(report)?.stats;
  return tally(ok, stats?.expected, stats && stats.unexpected + stats.flaky, stats?.skipped);
}

/** A check without cases of its own counts as one. */
const asOne = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, notRun: 0 });

/** A run that failed outside of any case (a crash, a missing report) still counts as a failure. */
function tally(ok, passed = 0, failed = 0, notRun = 0) {
  return { passed, failed: ok ? failed : Math.max(1, failed), notRun };
}

function node(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

function digestOf(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(fs.readFileSync(path.join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(CHECKS, name));
if (unknown !== undefined) {
  say(`no check named ${unknown}; there are ${Object.keys(CHECKS).join(', ')}`);
  process.exitCode = 2;
} else {
  fs.rmSync(resultsDir, { recursive: true, force: true });
  fs.mkdirSync(resultsDir, { recursive: true });
  const lines = [];
  const sum = { passed: 0, failed: 0, notRun: 0 };
  // The browser tests drive what is built: without that they would test yesterday's app.
  const named = asked.flatMap((name) => (name === 'e2e' && !asked.includes('build') ? ['build', name] : [name]));
  for (const name of named.length > 0 ? named : Object.keys(CHECKS)) {
    const startedAt = Date.now();
    const result = await CHECKS[name]();
    for (const key of Object.keys(sum)) sum[key] += result[key];
    const verdict = result.failed > 0 ? `FAILED ${result.failed}` : 'ok';
    const notRun = result.notRun > 0 ? `, ${result.notRun} not run` : '';
    lines.push(
      `${name}: ${verdict}, ${result.passed} passed${notRun} (${Math.round((Date.now() - startedAt) / 1000)} s)`,
    );
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n${sum.passed} passed, ${sum.failed} failed\n`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}
