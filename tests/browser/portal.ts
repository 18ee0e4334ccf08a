import { test as base, expect, type BrowserContext, type Page, type Response as PageAnswer } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { encode } from 'next-auth/jwt';
import { connectDatabase, type Database } from '#db/client';
import { newUuid } from '#lib/ids';
import type { PortalAddress } from './open-portals.ts';
import { getToken } from './submit-reports.ts';

/** As tests/support/start-server.ts gives it to the server. */
const SECRET = 'a test session secret of more than thirty-two characters';

export const PASSWORD = 'Reading-room-1';

export interface Portal {
  url: string;
  db: Database;
  /** Signs the browser in without the page, and returns the session's id. */
  signIn: (email: string) => Promise<string>;
  /** An API answer, asked for with a client's token. */
  api: (path: string, clientId?: string) => Promise<Response>;
}

interface Fixtures {
  portal: Portal;
  /** Statuses of failed requests that a test means to see; the browser complains about each. */
  expectedFailures: number[];
  nothingElseFails: void;
}

interface WorkerFixtures {
  address: PortalAddress;
  database: Database;
}

/** The portal of a worker's place. */
function addressOf(place: number): PortalAddress {
  const address = (JSON.parse(process.env.PORTALS ?? '[]') as PortalAddress[])[place];
  if (!address) throw new Error('PORTALS is not set: run these tests through Playwright’s configuration.');
  return address;
}

/** A page of the real portal; whatever the browser complains about fails the test. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  address: [async ({}, use, { parallelIndex }) => use(addressOf(parallelIndex)), { scope: 'worker' }],
  database: [
    async ({ address }, use) => {
      const db = connectDatabase({ url: address.databaseUrl });
      await use(db);
      await db.$client.end();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ address }, use) => use(address.url),
  portal: async ({ address: { url }, context, database }, use) => {
    await use({
      url,
      db: database,
      signIn: (email) => signInTo(context, database, url, email),
      api: async (path, clientId = 'acme-ris') =>
        fetch(`${url}${path}`, { headers: { authorization: `Bearer ${await getToken(url, clientId)}` } }),
    });
  },
  expectedFailures: [[], { option: true }],
  nothingElseFails: [
    async ({ page, expectedFailures }, use) => {
      const complaints = watch(page, expectedFailures);
      await use();
      expect(complaints, 'complaints of the browser').toEqual([]);
    },
    { auto: true },
  ],
});

/** Collects errors, warnings and violations of the page's policy. */
function watch(page: Page, expectedFailures: number[]): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    // 0: the server was not reached at all.
    const status =
      /status of (\d{3})/.exec(message.text())?.[1] ?? (/net::ERR_/.test(message.text()) ? '0' : undefined);
    if (status === undefined || !expectedFailures.includes(Number(status))) complaints.push(message.text());
  });
  return complaints;
}

/** Signs a browser in without the page, and returns the session's id. */
export async function signInTo(context: BrowserContext, db: Database, url: string, email: string): Promise<string> {
  const [sessionId, value] = await openSession(db, email);
  await context.addCookies([{ name: 'readout-session', value, url, httpOnly: true, sameSite: 'Lax' }]);
  return sessionId;
}

async function openSession(db: Database, email: string): Promise<[string, string]> {
  const sessionId = newUuid();
  const { rows } = await db.execute<{ user_id: string }>(sql`
    insert into sessions (id, user_id, idle_limit_minutes, expires_at)
    select ${sessionId}::uuid, id, 30, now() + interval '12 hours' from users where email = ${email} returning user_id`);
  const userId = rows[0]?.user_id;
  if (!userId) throw new Error(`There is no user ${email}.`);
  return [sessionId, await encode({ token: { userId, sessionId }, secret: SECRET })];
}

/** Goes to a page of the portal and waits until it answers to hands and keys, not only shows what the server painted. */
export async function open(page: Page, path: string): Promise<PageAnswer | null> {
  const answer = await page.goto(path);
  await untilItAnswers(page);
  return answer;
}

/** Waits until a page that was loaded answers to hands and keys. */
export async function untilItAnswers(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector('main');
    const controls = [...(main?.querySelectorAll('a, button, input') ?? [])];
    return (
      controls.length > 0 && controls.every((control) => Object.keys(control).some((key) => key.startsWith('__react')))
    );
  });
  // React takes the nodes over before it listens to keys; that is done once the page has nothing else to do.
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 5000 })));
}

export { expect };
