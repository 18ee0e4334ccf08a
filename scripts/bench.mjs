import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

// What "npm run bench" runs: whatever is missing is installed and built, then the measurements (bench/run-bench.ts).

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (line) => console.log(line);

try {
  await ensureInstalled({ say, tools: true });
  await ensureBuilt({ say });
  const args = ['--import', 'tsx', 'bench/run-bench.ts', ...process.argv.slice(2)];
  const bench = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  bench.on('exit', (code) => (process.exitCode = code ?? 1));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
