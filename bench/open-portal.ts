import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { findBrowser } from '../scripts/find-browser.mjs';
import type { BenchDatabase, BenchServer } from './bench-database.ts';
import { fillAppointments } from './fill-appointments.ts';
import { READER } from './settings.ts';
import { startProcess } from './start-process.ts';

export interface OpenPortal {
  url: string;
  database: BenchDatabase;
  /** A browser window without cache and history; signed in unless said otherwise. The caller closes it. */
  openWindow(options?: { signedIn?: boolean }): Promise<BrowserContext>;
  close(): Promise<void>;
}

interface PortalOptions {
  /** Frames are made at once instead of at the display's next refresh: what waits for a display is not the page's doing. */
  withoutVsync?: boolean;
}

const WITHOUT_VSYNC = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** The real portal with `count` pending appointments (`R1` …), and a browser in which a reader has signed in. */
export async function openPortal(
  server: BenchServer,
  name: string,
  count: number,
  { withoutVsync = false }: PortalOptions = {},
): Promise<OpenPortal> {
  const database = await server.createDatabase(name);
  await fillAppointments(database.db, count);
  const process = await startProcess('server.ts', { DATABASE_URL: database.url, READOUT_WORKER: 'off' });
  const { executablePath, args, env } = await findBrowser({ say: () => undefined });
  const browser = await chromium.launch({
    executablePath,
    args: withoutVsync ? [...args, ...WITHOUT_VSYNC] : args,
    env,
  });
  const cookies = await signIn(browser, process.url);
  return {
    url: process.url,
    database,
    async openWindow({ signedIn = true } = {}) {
      const window = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      if (signedIn) await window.addCookies(cookies);
      return window;
    },
    async close() {
      await browser.close();
      await process.stop();
    },
  };
}

async function signIn(browser: Browser, url: string) {
  const window = await browser.newContext();
  const page = await window.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(READER.email);
  await page.getByLabel('Password', { exact: true }).fill(READER.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.pathname !== '/sign-in');
  const cookies = await window.cookies();
  await window.close();
  return cookies;
}
