import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, ownIdentity } from '#db/embedded/process-identity';

/**
 * Notes in `folder` that this process uses the server; returns the note's path, to be removed when it is done.
 * Each call counts by itself, so two users inside one process are two owners.
 */
export function registerOwner(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const note = join(folder, `${process.pid}-${randomUUID().slice(0, 8)}`);
  symlinkSync(ownIdentity(), note);
  return note;
}

/** How many live owners `folder` names; notes of processes that died are cleared away. Call it under the lock. */
export function countOwners(folder: string): number {
  return readdirSync(folder).filter((name) => {
    const note = join(folder, name);
    const alive = isAlive(read(note));
    if (!alive) rmSync(note, { force: true, recursive: true });
    return alive;
  }).length;
}

function read(note: string): string {
  try {
    return readlinkSync(note);
  } catch {
    return '';
  }
}
