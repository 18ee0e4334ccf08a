import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BUNDLE, bundlePrograms } from './bundle.mjs';

// Runs before anything is installed: plain JavaScript, no packages, and old Nodes must get as far as the version check.

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK_FILE = join(PROJECT, 'package-lock.json');
const INSTALLED = join(PROJECT, 'node_modules/.readout-lock');
const BUILT = join(PROJECT, '.next/readout-build-id');
const BUNDLED = join(PROJECT, BUNDLE, 'readout-bundle-id');
const OUTPUT_LIMIT_BYTES = 64 * 2 ** 20;
const FAILURE_LINES = 40;
const LOCK_LIFE_MS = 30 * 60_000;

/** What the bundled programs are made of; a change in any of it makes them stale, */
const BUNDLE_INPUTS = [
  'app',
  'lib',
  'db',
  'demo',
  'server.ts',
  'worker.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'scripts/bundle.mjs',
];
/** and of this the pages. */
const BUILD_INPUTS = [
  'app',
  'components',
  'lib',
  'db',
  'public',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'next.config.js',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
];
const NOT_BUILT = /\.(test\.tsx?|sql|md|yaml)$|^db\/migrations\//;

/**
 * Installs the packages of package-lock.json unless they are there already. With `tools` false (the build is fresh, so
 * only running is left) missing development packages do not matter.
 * Errors: one line for a Node that is too old; npm's own words when it fails.
 */
export async function ensureInstalled({ say, tools = true }) {
  checkNode();
  await once(
    say,
    () => isInstalled(tools),
    async () => {
      say('Installing packages (once; about a minute)');
      const command = existsSync(LOCK_FILE) ? 'ci' : 'install';
      const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
      await run(npmCommand([command, ...options]), 'The packages could not be installed');
      writeFileSync(INSTALLED, hashLock());
    },
  );
}

/** Builds the portal unless the last build was made of the very same files. Errors: the build's own words. */
export async function ensureBuilt({ say }) {
  await ensurePages({ say });
  await ensureBundled({ say });
}

/** Bundles the programs that run for long unless they are bundled of the very same files. A second, and without words. */
export async function ensureBundled({ say }) {
  await once(say, isBundled, async () => {
    const inputs = hashInputs(BUNDLE_INPUTS);
    await bundlePrograms(PROJECT);
    writeFileSync(BUNDLED, inputs);
  });
}

async function ensurePages({ say }) {
  await once(say, hasPages, async () => {
    say('Building the portal (about 20 seconds)');
    const inputs = hashInputs(BUILD_INPUTS);
    // A build that fails half-way must not pass for the one before it.
    rmSync(BUILT, { force: true });
    const next = join(PROJECT, 'node_modules/next/dist/bin/next');
    await run([process.execPath, next, 'build'], 'The portal could not be built', {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    });
    writeFileSync(BUILT, inputs);
  });
}

/** Whether the build is fresh. */
export const isBuilt = () => hasPages() && isBundled();

const hasPages = () => existsSync(join(PROJECT, '.next/BUILD_ID')) && read(BUILT) === hashInputs(BUILD_INPUTS);
const isBundled = () => read(BUNDLED) === hashInputs(BUNDLE_INPUTS);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Readout needs Node 20.19 or newer, 24 is best; this is ${process.versions.node}.`);
}

function isInstalled(tools) {
  if (!existsSync(LOCK_FILE)) return existsSync(join(PROJECT, 'node_modules/.package-lock.json'));
  if (read(INSTALLED) === hashLock()) return true;
  return npmInstalled(tools);
}

/** Compares npm's own record of what lies in node_modules, which it writes last, with package-lock.json. */
function npmInstalled(tools) {
  const record = read(join(PROJECT, 'node_modules/.package-lock.json'));
  if (record === undefined) return false;
  const there = JSON.parse(record).packages;
  const { '': root, ...wanted } = JSON.parse(readFileSync(LOCK_FILE, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = there[path];
    if (found !== undefined) return found.version === entry.version && found.integrity === entry.integrity;
    const chosen = path.slice('node_modules/'.length) in (root.optionalDependencies ?? {});
    return mayBeMissing(entry, chosen, tools);
  });
}

function mayBeMissing(entry, chosen, tools) {
  if (!tools && (entry.dev || entry.devOptional)) return true;
  if (!entry.optional) return Boolean(entry.devOptional);
  // An entry without a hash, or with a C library, is one that this machine's npm need not have taken.
  const certain = entry.integrity !== undefined && entry.libc === undefined;
  const forUs = entry.os !== undefined && fits(entry.os, process.platform) && fits(entry.cpu, process.arch);
  return !chosen && !(forUs && certain);
}

function fits(list, ours) {
  return list === undefined || list.includes(ours) || (list[0]?.startsWith('!') && !list.includes(`!${ours}`));
}

function hashLock() {
  return existsSync(LOCK_FILE) ? createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex') : 'no lock';
}

function hashInputs(inputs) {
  const hash = createHash('sha256');
  const add = (path) => {
    const info = lstatSync(join(PROJECT, path), { throwIfNoEntry: false });
    if (info === undefined || NOT_BUILT.test(path)) return;
    if (info.isDirectory()) for (const name of readdirSync(join(PROJECT, path)).sort()) add(`${path}/${name}`);
    else hash.update(`${path}\0${info.size}\0`).update(readFileSync(join(PROJECT, path)));
  };
  for (const path of inputs) add(path);
  return hash.digest('hex');
}

/** npm as it was started if it was, else the one beside this Node, else the one on the PATH. */
function npmCommand(words) {
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const started = process.env.npm_execpath ?? '';
  const script = [started, beside].find((path) => path.endsWith('npm-cli.js') && existsSync(path));
  return script === undefined ? ['npm', ...words] : [process.execPath, script, ...words];
}

/** Runs a program silently in the project; when it fails, the first lines of what it said are part of the error. */
async function run([program, ...words], failure, env = {}) {
  const interrupt = new AbortController();
  const abort = () => interrupt.abort();
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, abort);
  const options = { cwd: PROJECT, env: { ...process.env, ...env }, maxBuffer: OUTPUT_LIMIT_BYTES };
  try {
    await promisify(execFile)(program, words, { ...options, signal: interrupt.signal });
  } catch (error) {
    if (interrupt.signal.aborted) throw new Error('Interrupted', { cause: error });
    const output = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim() || error.message;
    throw new Error(`${failure}:\n${output.split('\n').slice(0, FAILURE_LINES).join('\n')}`, { cause: error });
  } finally {
    for (const name of ['SIGINT', 'SIGTERM']) process.off(name, abort);
  }
}

/**
 * Runs `work` unless `isDone`, while no other process of this checkout installs or builds, and may have done it; a lock whose
 * holder died is taken over.
 */
async function once(say, isDone, work) {
  if (isDone()) return;
  // next build empties its folder but for the cache.
  const lock = join(PROJECT, '.next/cache/prepare.lock');
  try {
    mkdirSync(dirname(lock), { recursive: true });
    accessSync(dirname(lock), constants.W_OK);
  } catch (error) {
    const advice = 'Run it once as the owner of the folder.';
    throw new Error(`Packages or the build are out of date, and ${PROJECT} cannot be written. ${advice}`, {
      cause: error,
    });
  }
  for (let told = false; !take(lock); told = true) {
    if (!told) say('Waiting for another process that is installing or building');
    await delay(200);
  }
  try {
    if (!isDone()) await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    symlinkSync(`${process.pid}/${birthOf(process.pid)}`, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAbandoned(lock) {
  try {
    const [pid, birth] = readlinkSync(lock).split('/');
    return birthOf(Number(pid)) !== birth || Date.now() - lstatSync(lock).mtimeMs > LOCK_LIFE_MS;
  } catch {
    return false;
  }
}

/** Tells a process from a later one with its number where the system shows when it started; undefined when it is gone. */
function birthOf(pid) {
  if (process.platform === 'linux') {
    const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1).split(' ');
    return fields?.[0] === 'Z' ? undefined : fields?.[19];
  }
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch (error) {
    return error.code === 'ESRCH' ? undefined : 'alive';
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
