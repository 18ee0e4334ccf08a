import { createHash, randomUUID } from 'node:crypto';
import { readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, ownIdentity } from '#db/embedded/process-identity';

const PATIENCE_MS = 600_000;

/**
 * Runs `work` while no other process (or other call in this one) holds the lock at `path`, and returns its result.
 * The lock of a process that died, however suddenly, is taken over. Gives up with an error after ten minutes, and at once
 * when something that is no lock lies at `path`.
 */
export async function withLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const mine = `${ownIdentity()}/${randomUUID()}`;
  await acquire(path, mine, Date.now() + PATIENCE_MS);
  try {
    return await work();
  } finally {
    if (holderOf(path) === mine) rmSync(path, { force: true });
  }
}

/** A lock is a symbolic link whose "target" is its holder: made in one step with its content, or not at all. */
async function acquire(path: string, mine: string, deadline: number): Promise<void> {
  while (!tryTake(path, mine)) {
    const holder = holderOf(path);
    if (holder !== undefined && !isAlive(holder)) {
      await clearDead(path, holder);
      continue;
    }
    if (Date.now() > deadline) {
      throw new Error(`${holder ? `Process ${holder.split('/')[0]}` : 'Somebody'} has held ${path} for too long.`);
    }
    await delay(20);
  }
}

/** Removing a dead holder's lock is itself done under a lock named after that holder, so it cannot hit a newer one. */
async function clearDead(path: string, holder: string): Promise<void> {
  const name = createHash('sha256').update(holder).digest('hex').slice(0, 8);
  await withLock(`${path}.${name}`, async () => {
    if (holderOf(path) === holder) rmSync(path, { force: true });
  });
}

function tryTake(path: string, mine: string): boolean {
  try {
    symlinkSync(mine, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined when nobody holds it (any more). A file that is no link is nobody's lock: it would never be released. */
function holderOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EINVAL') {
      throw new Error(`${path} is in the way: Readout’s lock is a symbolic link there. Remove it.`, { cause: error });
    }
    return undefined;
  }
}
