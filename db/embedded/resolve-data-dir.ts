import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { canEnter, chooseAccount } from '#db/embedded/server-account';

const ELSEWHERE = '/var/lib/readout';

/**
 * Makes the data folder and returns its real, absolute path. It is `wanted`, except when root runs Readout in a place
 * that the database's user cannot enter (root's home, say): then it is a folder in /var/lib/readout, which is said, and
 * `wanted` keeps a note of it. Call it before anything is written to the folder; repeating it gives the same answer.
 * Errors: one line, when the folder cannot be made or written.
 */
export function resolveDataDir(wanted: string, say: (line: string) => void): string {
  const path = resolve(wanted);
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = 'Set READOUT_DATA_DIR to one you can write.';
    throw new Error(`The data folder ${path} cannot be used: ${reason}. ${advice}`, { cause: error });
  }
  const real = realpathSync(path);
  const account = chooseAccount(real);
  const note = join(real, 'moved-to');
  if (account === undefined || (!existsSync(note) && canEnter(account, [real]))) return real;

  const moved = existsSync(note) ? readFileSync(note, 'utf8').trim() : unusedFolder(real);
  makeFolder(moved);
  writeFileSync(note, `${moved}\n`);
  say(`The database's user cannot enter ${real}, so the data is kept in ${moved}`);
  return moved;
}

/** A new checkout where an older one stood starts empty, as it would have with its data inside. */
function unusedFolder(wanted: string): string {
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  let folder = join(ELSEWHERE, name);
  for (let n = 2; existsSync(folder); n++) folder = join(ELSEWHERE, `${name}-${n}`);
  return folder;
}

/** Folders that root makes can be passed through by the database's user, whatever the umask; their files stay private. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { recursive: true });
  chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
}
