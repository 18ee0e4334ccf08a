import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled, isBuilt } from './prepare.mjs';
import { serverArguments } from './server-arguments.mjs';

// What "npm start" runs: whatever is missing is installed and built, then this process stands aside for the server.

const say = (line) => console.log(line);

try {
  await ensureInstalled({ say, tools: !isBuilt() });
  await ensureBuilt({ say });
  serve();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Starts the server in this terminal, passes signals on to it, and ends as it ends. */
function serve() {
  const server = spawn(process.execPath, serverArguments('server.ts'), {
    cwd: dirname(dirname(fileURLToPath(import.meta.url))),
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl+C in a terminal reaches the server by itself; a second signal could be taken for impatience.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      server.kill(signal);
    });
  }
  if (process.env.npm_lifecycle_event !== undefined) stopWithParent(server);
  server.on('error', (error) => {
    console.error(`The server could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  server.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** A killed npm, or the shell between, passes no signal on: the server would stay behind and hold its port. */
function stopWithParent(server) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    server.kill('SIGTERM');
  }, 500);
}
