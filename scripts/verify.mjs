import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './prepare.mjs';

// What "npm run verify" runs: format, lint, types, unused code, architecture and unit tests. Seconds, no database.

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STEPS = [
  ['format', 'node_modules/oxfmt/bin/oxfmt', '--check', '.'],
  ['lint', 'node_modules/oxlint/bin/oxlint', '--deny-warnings', '.'],
  ['types', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['unused code', 'node_modules/knip/bin/knip.js'],
  [
    'architecture and unit tests',
    'node_modules/vitest/vitest.mjs',
    'run',
    '--configLoader',
    'runner',
    '--config',
    'vitest.unit.config.ts',
  ],
];

await ensureInstalled({ say: (line) => console.log(line), tools: true });
for (const [name, ...args] of STEPS) {
  const startedAt = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  if (status !== 0) process.exit(1);
}
