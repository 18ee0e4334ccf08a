import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { expect, open, PASSWORD, test } from './portal.ts';

async function submitSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const problem = (page: Page) => page.locator('form').getByRole('alert');

test('the right password leads to the page that was asked for', async ({ page, context }) => {
  await open(page, '/submissions?status=Partially+Delivered');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await submitSignIn(page, 'rad@acme.test', PASSWORD);
  await expect(page).toHaveURL(/\/submissions\?status=Partially\+Delivered$/);
  await expect(page.getByRole('heading', { name: 'Submissions' })).toBeVisible();
  const cookie = (await context.cookies()).find(({ name }) => name === 'readout-session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
});

test.describe(() => {
  test.use({ expectedFailures: [401] });

  test('a wrong password and an unknown user are refused in the same words, and nothing enters the address', async ({
    page,
  }) => {
    await open(page, '/sign-in');
    await submitSignIn(page, 'rad@acme.test', 'wrong');
    await expect(problem(page)).toHaveText('E-mail or password is wrong, or the account is disabled.');
    const words = await problem(page).textContent();
    await submitSignIn(page, 'nobody@acme.test', 'wrong');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    await expect(problem(page)).toHaveText(words ?? '');
    await expect(page).toHaveURL(/\/sign-in$/);
  });

  test('too many attempts are told to wait', async ({ page, portal }) => {
    await open(page, '/sign-in');
    // The count begins anew with each minute, so that the eleventh attempt may be the first of the next.
    await expect(async () => {
      await submitSignIn(page, 'guessed@acme.test', 'wrong');
      await expect(problem(page)).not.toBeEmpty();
      await expect(problem(page)).toHaveText(/Too many attempts/, { timeout: 1 });
    }).toPass({ intervals: [0] });
    await portal.db.execute(sql`delete from rate_counters`);
  });
});

for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
  test(`signing in never leads away from the portal: ${next}`, async ({ page, portal }) => {
    await portal.signIn('rad@acme.test');
    await open(page, `/sign-in?next=${encodeURIComponent(next)}`);
    await expect(page).toHaveURL(`${portal.url}/`);
  });
}

test('signing out ends the session, and going back shows nothing of it', async ({ page, portal, context }) => {
  await portal.signIn('rad@acme.test');
  await open(page, '/submissions');
  const [cookie] = await context.cookies();
  await page.getByRole('button', { name: 'Account of Dr Ada Reid' }).click();
  await expect(page.getByText('Clinician in acme')).toBeVisible();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  expect((await context.cookies()).filter(({ name }) => name === 'readout-session')).toEqual([]);
  const headers = { cookie: `${cookie?.name}=${cookie?.value}` };
  expect((await fetch(`${portal.url}/api/waters/org/acme/submissions`, { headers })).status).toBe(401);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole('table')).toHaveCount(0);
});
