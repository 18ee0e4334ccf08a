import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/find-browser.mjs';

/** A browser with a profile that outlives it. */
export async function openBrowser(folder: string): Promise<BrowserContext> {
  const { executablePath, args, env } = await findBrowser({ say: () => undefined });
  return chromium.launchPersistentContext(folder, { executablePath, args, env });
}

/** kill -9 of the browser's main process: the one of this profile that no other process of the browser started. */
export function killBrowser(folder: string): void {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const command = commandOf(entry);
    if (command.includes(`--user-data-dir=${folder}`) && !command.includes('--type='))
      process.kill(Number(entry), 'SIGKILL');
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Whatever the profile has on the disk. */
export function readStored(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
