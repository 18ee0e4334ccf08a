import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { choosePort } from '#db/embedded/choose-port';
import { SETTINGS } from '../support/settings.ts';
import { CLIENT_ID, CLIENT_SECRET, startProvider, type StartedProvider } from '../support/start-provider.ts';
import { startServer, type StartedServer } from '../support/start-server.ts';
import { violations } from './axe.ts';
import { expect, open, test, untilItAnswers } from './portal.ts';

let provider: StartedProvider;
let server: StartedServer;

test.beforeAll(async ({ address: { databaseUrl } }) => {
  const port = await choosePort();
  const url = `http://127.0.0.1:${port}`;
  provider = await startProvider(`${url}/api/auth/callback/oidc`);
  server = await startServer({
    settings: SETTINGS,
    databaseUrl,
    worker: 'off',
    env: {
      PORT: String(port),
      NEXTAUTH_URL: url,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_NAME: 'Acme Hospital',
    },
  });
});
test.afterAll(async () => {
  await server.stop();
  await provider.stop();
});

test.beforeEach(({ portal }) => portal.db.execute(sql`delete from rate_counters`));

const button = (page: Page) => page.getByRole('button', { name: 'Sign in with Acme Hospital' });
/** The page's own alert: Next has one of its own for announcing pages. */
const told = (page: Page) => page.locator('main').getByRole('alert').filter({ hasText: /\w/ });

async function signInFrom(page: Page, path = '/sign-in'): Promise<void> {
  await open(page, `${server.url}${path}`);
  await button(page).click();
}

test('somebody whose verified address is a user’s is signed in, comes back to the page asked for, and can sign out', async ({
  page,
  context,
  portal,
}) => {
  provider.signInAs({ subject: 's-root', email: 'Root@Readout.test', emailVerified: true });
  await signInFrom(page, '/submissions?organization=zenith');
  await expect(page).toHaveURL(`${server.url}/submissions?organization=zenith`);
  await untilItAnswers(page);
  await page.getByRole('button', { name: 'Account of Root' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  expect((await context.cookies()).filter(({ name }) => name === 'readout-session')).toEqual([]);
  const { rows } = await portal.db.execute(sql`select s.ended_at is not null as ended from sessions s
    join users u on u.id = s.user_id where u.email = 'root@readout.test' order by s.created_at desc limit 1`);
  expect(rows).toEqual([{ ended: true }]);
});

for (const [what, account, words] of [
  [
    'nobody here',
    { subject: 's-nobody', email: 'nobody@acme.test', emailVerified: true },
    'You have no account here yet',
  ],
  ['an unconfirmed address', { subject: 's-rad', email: 'rad@acme.test', emailVerified: false }, 'not confirmed'],
  ['no address', { subject: 's-rad' }, 'not confirmed'],
  ['a disabled user', { subject: 's-gone', email: 'gone@acme.test', emailVerified: true }, 'Your account is disabled'],
  ['somebody who cancels', null, 'Signing in was cancelled'],
] as const) {
  test(`${what}: refused, told why, and no session begins`, async ({ page, context, portal }) => {
    await portal.db.execute(sql`insert into users (id, email, name, disabled_at)
      values (gen_random_uuid(), 'gone@acme.test', 'Lee Ott', now()) on conflict do nothing`);
    const sessions = async () => (await portal.db.execute(sql`select count(*) from sessions`)).rows;
    const before = await sessions();
    provider.signInAs(account);
    await signInFrom(page);
    await expect(told(page)).toContainText(words);
    await expect(page).toHaveURL(new RegExp(`^${server.url}/sign-in\\?problem=\\w+$`));
    expect((await context.cookies()).filter(({ name }) => name === 'readout-session')).toEqual([]);
    expect(await sessions()).toEqual(before);
    expect(await violations(page)).toEqual([]);
  });
}

for (const part of ['state', 'nonce']) {
  test(`an answer with another ${part} than was asked with signs nobody in`, async ({ page, context }) => {
    provider.signInAs({ subject: 's-root', email: 'root@readout.test', emailVerified: true });
    await page.route('**/api/auth/signin/oidc', async (route) => {
      const answer = await route.fetch();
      const { url } = (await answer.json()) as { url: string };
      const changed = new URL(url);
      changed.searchParams.set(part, 'made-up');
      await route.fulfill({ response: answer, json: { url: changed.href } });
    });
    await signInFrom(page);
    await expect(told(page)).toContainText('Signing in did not finish');
    expect((await context.cookies()).filter(({ name }) => name === 'readout-session')).toEqual([]);
  });
}

test('a code that arrives without a sign-in that was begun here signs nobody in', async ({ page }) => {
  await page.goto(`${server.url}/api/auth/callback/oidc?code=stolen&state=made-up`);
  await expect(told(page)).toContainText('Signing in did not finish');
});

test('a provider that is away is told on the page, and password sign-in still works', async ({ page }) => {
  await provider.stop();
  await signInFrom(page);
  await expect(told(page)).toContainText('Acme Hospital cannot be reached now');
  await page.getByLabel('E-mail').fill('rad@acme.test');
  await page.getByLabel('Password', { exact: true }).fill('Reading-room-1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
});

test('without a provider there is no such button and no such door', async ({ page, portal }) => {
  await open(page, '/sign-in?problem=unknown');
  await expect(button(page)).toHaveCount(0);
  await expect(told(page)).toHaveCount(0);
  expect((await fetch(`${portal.url}/api/auth/callback/oidc?code=x`, { redirect: 'manual' })).status).toBe(404);
});
