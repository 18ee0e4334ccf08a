import { spawnSync } from 'node:child_process';
import { lchownSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The user a database process runs as; undefined means: as we are. PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number } | undefined;

/**
 * The account for the server whose data is in `dataDir`. An ordinary user's server runs as that user. Started by root,
 * it runs as the owner of the database's files or of `dataDir` if that is not root, else as `postgres`, else as `nobody`.
 */
export function chooseAccount(dataDir: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  for (const path of [join(dataDir, 'postgres'), dataDir]) {
    const owned = lstatSync(path, { throwIfNoEntry: false });
    if (owned !== undefined && owned.uid !== 0) return { uid: owned.uid, gid: owned.gid };
  }
  return findUser('postgres') ?? findUser('nobody') ?? { uid: 65534, gid: 65534 };
}

/** Whether `account` can enter each of `folders`. Asked of the system itself, so that access lists count too. */
export function canEnter(account: Account, folders: string[]): boolean {
  const script = 'for d in "$@"; do cd -- "$d" || exit 1; done';
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...folders], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Gives `path` and everything in it to `account`; links themselves, never what they point to. */
export function giveTo(account: Account, path: string): void {
  if (account === undefined) return;
  lchownSync(path, account.uid, account.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(account, join(path, name));
}

function findUser(name: string): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((user) => user.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || uid === '0' ? undefined : { uid: Number(uid), gid: Number(gid) };
}
