import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findProcess } from '#db/embedded/process-identity';

const SETTLE_MS = 300_000;
const STOP_MS = 60_000;

/** A live server of ours, as its postmaster.pid describes it. */
export type Postmaster = { pid: number; port: number; status: 'starting' | 'ready' | 'stopping' };

/** The live server on the cluster in `folder`, whoever started it; undefined when none runs. */
export function findPostmaster(folder: string): Postmaster | undefined {
  const lines = readPidFile(folder);
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
  if (findProcess(pid)?.command.includes(`-D ${folder} `) !== true) return undefined;
  const status = lines[7]?.trim();
  return { pid, port: Number(lines[3]), status: status === 'ready' || status === 'stopping' ? status : 'starting' };
}

/**
 * Makes a postmaster.pid that a crash left behind harmless: its process is gone, or its number now belongs to another
 * program. Naming us, the parent, makes PostgreSQL pass over it but still check by the rest of the file that no
 * orphaned server process uses the data, which deleting the file would prevent. Call it only when no server was found.
 */
export function disarmPidFile(folder: string): void {
  const lines = readPidFile(folder);
  if (lines === undefined) return;
  if (lines.length < 7) rmSync(pidFile(folder));
  else writeFileSync(pidFile(folder), [process.pid, ...lines.slice(1)].join('\n'));
}

/** Waits until `server` is ready (its description) or gone (undefined); errors after five minutes. */
export async function settle(folder: string, server: Postmaster): Promise<Postmaster | undefined> {
  const deadline = Date.now() + SETTLE_MS;
  for (let now = findPostmaster(folder); now?.pid === server.pid; now = findPostmaster(folder)) {
    if (now.status === 'ready') return now;
    if (Date.now() > deadline) throw new Error(`The embedded database (process ${now.pid}) is still ${now.status}.`);
    await delay(20);
  }
  return undefined;
}

/** Stops the live server in `folder`, if there is one: open transactions are rolled back, everything is written out. */
export async function stopPostmaster(folder: string): Promise<void> {
  const server = findPostmaster(folder);
  if (server === undefined) return;
  try {
    process.kill(server.pid, 'SIGINT');
  } catch (error) {
    if (findProcess(server.pid) !== undefined) throw error;
  }
  const deadline = Date.now() + STOP_MS;
  while (findProcess(server.pid) !== undefined) {
    if (Date.now() > deadline)
      throw new Error(`The embedded database (process ${server.pid}) did not stop in a minute.`);
    await delay(10);
  }
}

function readPidFile(folder: string): string[] | undefined {
  try {
    return readFileSync(pidFile(folder), 'utf8').split('\n');
  } catch {
    return undefined;
  }
}

function pidFile(folder: string): string {
  return join(folder, 'postmaster.pid');
}
