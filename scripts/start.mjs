import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled, isBuilt } from './prepare.mjs';
import { programArguments } from './program-arguments.mjs';

// What "npm start" and "npm run worker" run: whatever is missing is installed and built, then this process stands aside
// for the program.

const [program = 'server.ts'] = process.argv.slice(2);
const say = (line) => console.log(line);

try {
  await ensureInstalled({ say, tools: !isBuilt() });
  await ensureBuilt({ say });
  run();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Starts the program in this terminal, passes signals on to it, and ends as it ends. */
function run() {
  const child = spawn(process.execPath, programArguments(program), {
    cwd: dirname(dirname(fileURLToPath(import.meta.url))),
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl+C in a terminal reaches the program by itself; a second signal could be taken for impatience.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  if (process.env.npm_lifecycle_event !== undefined) stopWithParent(child);
  child.on('error', (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** A killed npm, or the shell between, passes no signal on: the program would stay behind, and a server hold its port. */
function stopWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
}
