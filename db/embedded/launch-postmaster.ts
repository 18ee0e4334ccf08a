import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SERVER_ENVIRONMENT, type Site } from '#db/embedded/open-cluster';
import { findPostmaster, type Postmaster } from '#db/embedded/postmaster';
import { openLog, type ServerLog } from '#db/embedded/server-log';
import { serverSettings } from '#db/embedded/server-settings';

const RECOVERY_MS = 300_000;

/** What became of one launch: the ready server, or the last words of one that ended. */
export type Launch = { outcome: 'ready'; server: Postmaster } | { outcome: 'ended'; reason: string };

/**
 * Starts a server on the cluster in `folder` at `port` and waits until it is ready, through a crash recovery if need be
 * (five minutes at most). It has a session of its own: Ctrl+C in the terminal does not reach it, nor does our death.
 */
export async function launchPostmaster(site: Site, folder: string, port: number): Promise<Launch> {
  const log = openLog(join(site.dataDir, 'postgres.log'));
  const child = spawnPostmaster(site, folder, port, log);
  if (child instanceof Error) return { outcome: 'ended', reason: child.message };
  const ended = once(child, 'exit').then(
    () => log.tail() || 'it ended without a word',
    (error: Error) => error.message,
  );
  const watch = new AbortController();
  try {
    return await Promise.race([
      ended.then((reason): Launch => ({ outcome: 'ended', reason })),
      becomesReady(site, folder, child.pid, watch.signal).then((server): Launch => ({ outcome: 'ready', server })),
    ]);
  } finally {
    watch.abort();
    child.unref();
  }
}

/** The new process, or why the system refused it: it reports some refusals at once and others as an event. */
function spawnPostmaster(site: Site, folder: string, port: number, log: ServerLog): ChildProcess | Error {
  try {
    return spawn(join(site.binaries.folder, 'bin/postgres'), ['-D', folder, ...serverSettings(port)], {
      ...site.account,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', log.descriptor, log.descriptor],
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    log.close();
  }
}

async function becomesReady(
  { say }: Site,
  folder: string,
  pid: number | undefined,
  signal: AbortSignal,
): Promise<Postmaster> {
  const start = Date.now();
  let told = false;
  for (;;) {
    const server = findPostmaster(folder);
    if (server?.status === 'ready' && server.pid === pid) return server;
    const waited = Date.now() - start;
    if (waited > RECOVERY_MS) throw new Error(`The embedded database (process ${pid}) does not get ready.`);
    if (waited > 2_000 && !told) {
      told = true;
      say('The database is recovering from an unclean stop');
    }
    await delay(10, undefined, { signal });
  }
}
