import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { programArguments } from '../../scripts/program-arguments.mjs';
import { createTestDatabase } from './test-database.ts';

export interface StartedServer {
  url: string;
  process: ChildProcess;
  databaseUrl: string;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** YAML. */
  settings: string;
  worker?: 'embedded' | 'off';
  /** A database that exists already; it is then the caller's to drop. */
  databaseUrl?: string;
  env?: Record<string, string>;
}

/** The real web process as a child, on a database of its own unless one is given. Needs a built checkout. */
export async function startServer(options: StartOptions): Promise<StartedServer> {
  const database = options.databaseUrl ? null : await createTestDatabase();
  const databaseUrl = options.databaseUrl ?? database?.url ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'readout-settings-'));
  const file = join(folder, 'settings.yaml');
  writeFileSync(file, options.settings, { mode: 0o600 });
  const child = spawn(process.execPath, programArguments('server.ts'), {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      READOUT_SETTINGS: file,
      READOUT_WORKER: options.worker ?? 'embedded',
      NEXTAUTH_SECRET: 'a test session secret of more than thirty-two characters',
      READOUT_SECRET_KEY: 'a test secret key of more than thirty-two characters',
      LOG_LEVEL: 'warn',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await addressOf(child);
  return {
    url,
    process: child,
    databaseUrl,
    async stop() {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
      await database?.drop();
    },
  };
}

/** Waits for the line that names the address; fails with what the process said when it ends before. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said.join('\n')}`)));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (said.length < 200) said.push(line);
        const address = /ready on (http:\S+)/.exec(line)?.[1];
        if (address) resolve(address.replace('localhost', '127.0.0.1'));
      });
    }
  });
}

/** Asks the process to stop and waits until it has. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
