import { sql } from 'drizzle-orm';
import { expect, open, PASSWORD, test } from './portal.ts';
import { violations, violationsInEach } from './axe.ts';

const EMAIL = 'fresh@zenith.test';
const TEMPORARY = PASSWORD;
const OWN = 'a sentence that nobody guesses';

// Two tests change the same person's password.
test.describe.configure({ mode: 'serial' });
test.use({ expectedFailures: [400] });

test.beforeEach(async ({ portal }) => {
  await portal.db.execute(sql`insert into users (id, email, name, password_hash)
    select '0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e97', ${EMAIL}, 'Fresh Person', password_hash from users
    where email = 'rad@zenith.test' on conflict do nothing`);
  await portal.db.execute(sql`update users set password_expires_at = now() + interval '7 days',
    password_hash = (select password_hash from users where email = 'rad@zenith.test') where email = ${EMAIL}`);
  await portal.db.execute(sql`insert into memberships (user_id, organization, role)
    select id, 'zenith', 'clinician' from users where email = ${EMAIL} on conflict do nothing`);
});

test('by keyboard alone, who signs in with a temporary password chooses an own one first, and goes on from there', async ({
  page,
  portal,
}) => {
  await page.goto('/my-submissions?q=kept');
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(TEMPORARY);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Choose your own password, Fresh Person' })).toBeVisible();
  for (const path of ['/', '/profile', '/submissions']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/choose-password\?next=/);
  }
  await open(page, '/my-submissions?q=kept');
  expect(await violationsInEach(page)).toEqual([]);
  await expect(page.getByLabel('Temporary password')).toBeFocused();
  await page.keyboard.type('not the one');
  await page.keyboard.press('Tab');
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await expect(page.getByText('must have at least 12 characters')).toBeVisible();
  await page.getByLabel('New password').fill(OWN);
  await page.keyboard.press('Enter');
  await expect(page.getByText('is not your password')).toBeVisible();
  await expect(page.getByLabel('Temporary password')).toBeFocused();
  await expect(page.getByLabel('New password')).toHaveValue(OWN);
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Temporary password').fill(TEMPORARY);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/my-submissions\?q=kept$/);
  await expect(page.getByRole('heading', { name: 'My submissions' })).toBeVisible();
  const { rows } = await portal.db.execute(sql`select password_expires_at from users where email = ${EMAIL}`);
  expect(rows).toEqual([{ password_expires_at: null }]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the page for it is readable, and leads out as well', async ({ page, portal }) => {
    await portal.signIn(EMAIL);
    await open(page, '/choose-password');
    await expect(page.getByText(/it works until .* only/)).toBeVisible();
    expect(await violationsInEach(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Sign out' }).press('Enter');
    await expect(page.getByText('You are signed out.')).toBeVisible();
  });
});
