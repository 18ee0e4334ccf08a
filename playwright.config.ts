import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/find-browser.mjs';

const { executablePath, args, env } = await findBrowser({ say: (line: string) => console.log(line) });

/** Tests in a real browser, against the real server process with a database of its own for each worker. Needs a built checkout. */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '*.test.ts',
  globalSetup: './tests/browser/open-portals.ts',
  // Each worker has a server and a database for all its tests: a test changes nothing that another looks at.
  workers: 2,
  forbidOnly: true,
  retries: 0,
  // Limits for a machine whose cores the workers and their servers share, not what is expected of it.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    launchOptions: { executablePath, args, env },
    viewport: { width: 1440, height: 900 },
    locale: 'en-AU',
    timezoneId: 'Australia/Melbourne',
    screenshot: 'only-on-failure',
  },
});
