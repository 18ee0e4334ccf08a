import { execFile, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A Chromium for the browser tests, ready for Playwright's `chromium.launch`: the one that CHROMIUM_PATH names, else the
 * system's, else Playwright's own, else the one in npm's @sparticuz/chromium, unpacked once (200 MB, a few seconds) with
 * the libraries and fonts that a bare Linux lacks. Errors: one line, when there is none.
 */
export async function findBrowser({ say }) {
  const executablePath = chosenByUser() ?? onSystem() ?? (await ofPlaywright());
  if (executablePath !== undefined) return { executablePath, args: ARGUMENTS, env: { ...process.env } };
  const folder = await unpacked(say);
  if (folder === undefined) {
    throw new Error(
      'No browser for the tests was found. Install Chromium or Chrome, or run "npx playwright install chromium", ' +
        'or set CHROMIUM_PATH to one.',
    );
  }
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
  };
  return { executablePath: join(folder, 'chromium'), args: ARGUMENTS, env };
}

function chosenByUser() {
  const path = process.env.CHROMIUM_PATH;
  if (path && !isExecutable(path)) throw new Error(`CHROMIUM_PATH names ${path}, which is not a program.`);
  return path || undefined;
}

function onSystem() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const paths = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, ...(process.platform === 'darwin' ? MAC_APPLICATIONS : [])].find(isBrowser);
}

/** Some systems have a script of that name that only says how to install the browser. */
function isBrowser(path) {
  if (!isExecutable(path)) return false;
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /chrom/i.test(stdout);
}

async function ofPlaywright() {
  const { chromium } = await import('@playwright/test');
  const whole = chromium.executablePath();
  if (existsSync(whole)) return whole;
  const browsers = dirname(dirname(dirname(whole)));
  if (!existsSync(browsers)) return undefined;
  const shells = readdirSync(browsers).filter((name) => name.startsWith('chromium_headless_shell-'));
  return shells.flatMap((name) => findShell(join(browsers, name)))[0];
}

function findShell(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => /(^|\/)(chrome-headless-shell|headless_shell)$/.test(path))
    .map((path) => join(folder, path))
    .filter(isExecutable);
}

/** The folder with the npm package's browser, or undefined where it has none for this machine. */
async function unpacked(say) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  let entry;
  try {
    entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  } catch {
    return undefined;
  }
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../../package.json'), 'utf8'));
  const folder = join(cacheFolder(), version);
  if (!existsSync(folder)) {
    say('Unpacking a browser for the tests');
    await unpack(entry, folder);
  }
  return folder;
}

/** Beside the packages, or where those are another's, in the temporary folder: the unpacked program is its owner's alone. */
function cacheFolder() {
  const user = `readout-browser-${userInfo().uid}`;
  for (const folder of [join(PROJECT, 'node_modules/.cache', user), join(tmpdir(), user)]) {
    try {
      mkdirSync(folder, { recursive: true });
      if (statSync(folder).uid === userInfo().uid) return folder;
    } catch {
      // Not writable: on to the next.
    }
  }
  throw new Error(`Neither node_modules nor ${tmpdir()} can be written, so no browser can be unpacked.`);
}

/** Unpacks to a folder of its own and moves it into place: half a browser must not be taken for a whole one. */
async function unpack(entry, folder) {
  const stage = mkdtempSync(`${folder}-`);
  const program = `
    const { default: chromium } = await import(${JSON.stringify(pathToFileURL(entry).href)});
    await chromium.executablePath();`;
  // The package unpacks to the temporary folder, and its libraries only where it believes itself on AWS Lambda.
  const env = { ...process.env, TMPDIR: stage, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env });
    writeFileSync(join(stage, 'fonts/fonts.conf'), fontSettings(join(folder, 'fonts')));
    renameSync(stage, folder);
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    // Another process was quicker.
    if (!existsSync(folder)) throw new Error(`The browser could not be unpacked: ${error.message}`, { cause: error });
  }
}

function fontSettings(folder) {
  const folders = [folder, '/usr/share/fonts', '/usr/local/share/fonts'].map((path) => `<dir>${path}</dir>`);
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${folders.join('')}<cachedir>${join(folder, 'cache')}</cachedir></fontconfig>\n`;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
