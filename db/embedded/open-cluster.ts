import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from '#db/embedded/binaries';
import { type Account, giveTo } from '#db/embedded/server-account';
import { lastLines } from '#db/embedded/server-log';

/** Where an embedded server lives and what runs it. */
export type Site = { dataDir: string; account: Account; binaries: Binaries; say: (line: string) => void };

/** The files of one embedded server and the password of its users `postgres` (superuser) and `readout`. */
export type Cluster = { folder: string; password: string };

/** The environment of PostgreSQL's programs: none of this process's own, which holds secrets. */
export const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  NODE_ENV: 'production',
};

/**
 * The cluster in `site.dataDir`, made with initdb when there is none yet: UTF-8, compared by code point, checksums,
 * passwords by SCRAM. An interrupted creation leaves nothing that a later start would take for a database.
 */
export async function openCluster(site: Site): Promise<Cluster> {
  const folder = join(site.dataDir, 'postgres');
  const passwordFile = join(site.dataDir, 'postgres-password');
  if (existsSync(folder)) checkCluster(site, folder, passwordFile);
  else await createCluster(site, folder, passwordFile);
  return { folder, password: readFileSync(passwordFile, 'utf8').trim() };
}

function checkCluster({ account, binaries }: Site, folder: string, passwordFile: string): void {
  if (!existsSync(passwordFile)) {
    const advice = 'Restore it, or move the folder away to start with an empty database.';
    throw new Error(`${folder} holds a database, but its password file ${passwordFile} is missing. ${advice}`);
  }
  if (account !== undefined && statSync(folder).uid !== account.uid) giveTo(account, folder);
  const version = join(folder, 'PG_VERSION');
  const made = existsSync(version) ? readFileSync(version, 'utf8').trim() : 'an unknown version';
  if (made !== binaries.version.split('.')[0]) {
    const advice = 'Move the data with pg_dump, or run the Readout that made it.';
    throw new Error(`${folder} was made by PostgreSQL ${made}; this Readout brings ${binaries.version}. ${advice}`);
  }
}

async function createCluster(site: Site, folder: string, passwordFile: string): Promise<void> {
  site.say(`Creating the database in ${site.dataDir}`);
  const password = randomBytes(24).toString('base64url');
  const unfinished = `${folder}.new`;
  const passwordCopy = `${passwordFile}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordCopy, { force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordCopy, password, { mode: 0o600 });
  giveTo(site.account, unfinished);
  giveTo(site.account, passwordCopy);
  await runInitdb(site, unfinished, passwordCopy);
  rmSync(passwordCopy);
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600, flush: true });
  renameSync(unfinished, folder);
  flushFolder(site.dataDir);
}

/** A rename survives a power cut only once the folder itself is on disk. */
function flushFolder(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

async function runInitdb({ account, binaries }: Site, folder: string, passwordFile: string): Promise<void> {
  const collation = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const program = join(binaries.folder, 'bin/initdb');
  const options = { ...account, cwd: '/', env: SERVER_ENVIRONMENT };
  try {
    await promisify(execFile)(program, ['-D', folder, ...collation, ...access, '--no-instructions'], options);
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? lastLines(String(error.stderr)) : '';
    const reason = output || (error instanceof Error ? error.message : String(error));
    const advice = 'Set DATABASE_URL to use another PostgreSQL.';
    throw new Error(`The embedded database could not be created: ${reason}. ${advice}`, { cause: error });
  }
}
