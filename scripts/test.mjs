import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

// What "npm test" runs: whatever is missing is installed and built, then every test; the last line counts them.

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (line) => console.log(line);
const reports = mkdtempSync(join(tmpdir(), 'readout-reports-'));

/** Runs a program in this terminal; resolves with its exit code. */
function run(args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Unit, database and HTTP tests. */
async function runVitest() {
  const file = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run(['node_modules/vitest/vitest.mjs', 'run', '--configLoader', 'runner', ...reporters]);
  const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } = readReport(file);
  return {
    passed: numPassedTests,
    failed: numFailedTests || (code === 0 ? numPendingTests : numFailedTestSuites || 1),
  };
}

/** Tests in a real browser. */
async function runPlaywright() {
  const file = join(reports, 'playwright.json');
  const code = await run(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const { expected, unexpected, flaky, skipped } = readReport(file).stats;
  const failed = unexpected + flaky + skipped;
  return { passed: expected, failed: failed || (code === 0 ? 0 : 1) };
}

const readReport = (file) => JSON.parse(readFileSync(file, 'utf8'));

try {
  await ensureInstalled({ say, tools: true });
  await ensureBuilt({ say });
  const results = [await runVitest(), await runPlaywright()];
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
