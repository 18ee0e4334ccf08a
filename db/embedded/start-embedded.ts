import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { prepareBinaries } from '#db/embedded/binaries';
import { choosePort } from '#db/embedded/choose-port';
import { createDatabase } from '#db/embedded/create-database';
import { launchPostmaster } from '#db/embedded/launch-postmaster';
import { openCluster, type Site } from '#db/embedded/open-cluster';
import { countOwners, registerOwner } from '#db/embedded/owners';
import { disarmPidFile, findPostmaster, settle, stopPostmaster } from '#db/embedded/postmaster';
import { resolveDataDir } from '#db/embedded/resolve-data-dir';
import { type Account, chooseAccount, giveTo } from '#db/embedded/server-account';
import { withLock } from '#db/embedded/start-lock';

const RETRY_MS = 15_000;

/** A running embedded PostgreSQL that this process shares. `dataDir` is where its data (and our secrets) really are. */
export type EmbeddedServer = { url: string; dataDir: string; stop(): Promise<void> };

/**
 * Gives this process a PostgreSQL on 127.0.0.1 with its data in `dataDir`: the live one if there is one, whoever started
 * it, else a new one (about a second for the first, a tenth after that). `stop()` gives it up; the last process to do so
 * stops the server and waits for it. Processes that died do not count. Errors: one line that says what to do.
 */
export async function startEmbedded(options: {
  dataDir: string;
  say: (line: string) => void;
}): Promise<EmbeddedServer> {
  const { say } = options;
  if (process.platform === 'win32') throw new Error('The embedded database needs Linux or macOS. Set DATABASE_URL.');
  const dataDir = resolveDataDir(options.dataDir, say);
  const owners = join(dataDir, 'postgres-owners');
  const lock = join(dataDir, 'postgres.lock');

  return await withLock(lock, async () => {
    const note = registerOwner(owners);
    const leave = async (): Promise<void> => {
      rmSync(note, { force: true });
      if (countOwners(owners) === 0) await stopPostmaster(join(dataDir, 'postgres'));
    };
    try {
      const url = await bringUp(dataDir, say);
      let stopped: Promise<void> | undefined;
      return { url, dataDir, stop: () => (stopped ??= withLock(lock, leave)) };
    } catch (error) {
      await leave().catch(() => undefined);
      throw error;
    }
  });
}

async function bringUp(dataDir: string, say: (line: string) => void): Promise<string> {
  const account = chooseAccount(dataDir);
  const site: Site = { dataDir, account, binaries: prepareBinaries(dataDir, account), say };
  const cluster = await openCluster(site);
  const port = await portOfServer(site, cluster.folder);
  if (account?.uid === statSync(dataDir).uid) giveFilesTo(account, dataDir);
  return await createDatabase(port, cluster.password);
}

/** Root working in another user's data folder leaves that user able to work there, too. */
function giveFilesTo(account: Account, dataDir: string): void {
  for (const name of readdirSync(dataDir)) if (name !== 'postgres') giveTo(account, join(dataDir, name));
}

/** The port of the live server, or of a new one; tries again while another is on its way up or down. */
async function portOfServer(site: Site, folder: string): Promise<number> {
  const memory = join(site.dataDir, 'postgres-port');
  const deadline = Date.now() + RETRY_MS;
  for (;;) {
    const live = findPostmaster(folder);
    const adopted = live && (await settle(folder, live));
    if (adopted !== undefined) return adopted.port;

    disarmPidFile(folder);
    const port = await choosePort(memory);
    const launch = await launchPostmaster(site, folder, port);
    if (launch.outcome === 'ready') {
      writeFileSync(memory, `${port}\n`);
      return port;
    }
    if (!passesByItself(launch.reason) || Date.now() > deadline) {
      throw new Error(
        `The embedded database could not start: ${launch.reason} (log: ${join(site.dataDir, 'postgres.log')})`,
      );
    }
    await delay(200);
  }
}

/** A port taken meanwhile, a server of another's start, or processes of a killed one that have not ended yet. */
function passesByItself(reason: string): boolean {
  return /Address already in use|lock file "postmaster\.pid"|pre-existing shared memory/.test(reason);
}
