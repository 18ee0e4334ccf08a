import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, type Database } from '#db/client';
import { type EmbeddedServer, startEmbedded } from '#db/embedded/start-embedded';
import { migrateDatabase } from '#db/migrate';
import { until } from './until.ts';

/** A PostgreSQL of the test's own, which may be killed. */
export interface OwnPostgres {
  url: string;
  db: Database;
  /** `kill -9` of the server and every process of it; returns when all are gone. */
  kill(): Promise<void>;
  /** Brings it up again on the same data and port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Makes, starts and migrates it, in a folder of its own. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-own-'));
  chmodSync(folder, 0o755);
  const start = () => startEmbedded({ dataDir: join(folder, 'data'), say: () => undefined });
  const servers: EmbeddedServer[] = [await start()];
  const { url = '', dataDir = '' } = servers[0] ?? {};
  await migrateDatabase(url);
  const db = connectDatabase({ url });
  return {
    url,
    db,
    kill: () => killServer(join(dataDir, 'postgres')),
    async start() {
      const server = await start();
      servers.push(server);
      if (server.url !== url) throw new Error(`PostgreSQL came back at ${server.url} instead of ${url}.`);
    },
    async close() {
      await db.$client.end();
      for (const server of servers) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function killServer(folder: string): Promise<void> {
  const postmaster = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const processes = [postmaster, ...childrenOf(postmaster)];
  for (const pid of processes) kill(pid);
  await until('every process of PostgreSQL is gone', () => processes.every((pid) => !isRunning(pid)));
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(Number(name))?.parent === parent)
    .map(Number);

const isRunning = (pid: number): boolean => !['Z', 'X', undefined].includes(statOf(pid)?.state);

/** State letter and parent of a process, from Linux's /proc; undefined when there is none. */
function statOf(pid: number): { state: string | undefined; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
