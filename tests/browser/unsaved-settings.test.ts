import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { expect, open, PASSWORD, test } from './portal.ts';
import { violations } from './axe.ts';

test.use({ expectedFailures: [401] });

/** All changes are made in zenith, which other tests only look at from outside. */
const ZENITH = '?organization=zenith';
const UNSAVED = 'Zenith, unsaved';

const name = (page: Page) => page.getByLabel('Name (required)');
const question = (page: Page) => page.getByRole('alertdialog', { name: 'Leave without saving?' });
const heading = (page: Page, text: string) => page.getByRole('heading', { name: text, level: 1 });

/** Users, then, within the same document, the organization's form. */
async function openForm(page: Page): Promise<void> {
  await open(page, `/settings/users${ZENITH}`);
  await page.getByRole('link', { name: 'Organization' }).press('Enter');
  await expect(name(page)).toHaveValue('Zenith Radiology');
}

const step = (page: Page, by: number) => page.evaluate((steps) => history.go(steps), by);

test.beforeEach(async ({ portal }) => {
  await portal.signIn('root@readout.test');
});

test('the browser’s back button asks first: staying keeps what was typed and where one is, leaving leaves', async ({
  page,
}) => {
  await openForm(page);
  const length = await page.evaluate(() => history.length);
  await name(page).fill(UNSAVED);
  for (let presses = 0; presses < 2; presses += 1) {
    await step(page, -1);
    await expect(question(page).getByRole('button', { name: 'Stay' })).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(question(page)).toHaveCount(0);
    await expect(name(page)).toHaveValue(UNSAVED);
    expect(new URL(page.url()).pathname).toBe('/settings/organization');
  }
  expect(await page.evaluate(() => history.length)).toBe(length);
  await step(page, -1);
  await question(page).getByRole('button', { name: 'Leave without saving' }).press('Enter');
  await expect(heading(page, 'Users')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/settings/users');
  await step(page, 1);
  await expect(name(page)).toHaveValue('Zenith Radiology');
});

test('in a browser that does not tell where it is in its history, back asks as well', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(globalThis, 'navigation', { value: undefined }));
  await openForm(page);
  await name(page).fill(UNSAVED);
  await step(page, -1);
  await question(page).getByRole('button', { name: 'Stay' }).press('Enter');
  expect(new URL(page.url()).pathname).toBe('/settings/organization');
  await expect(name(page)).toHaveValue(UNSAVED);
  await step(page, -1);
  await question(page).getByRole('button', { name: 'Leave without saving' }).press('Enter');
  await expect(heading(page, 'Users')).toBeVisible();
});

test('the browser’s forward button asks, too', async ({ page }) => {
  await openForm(page);
  await page.getByRole('link', { name: 'Senders' }).press('Enter');
  await expect(heading(page, 'Senders')).toBeVisible();
  await step(page, -1);
  await name(page).fill(UNSAVED);
  await step(page, 1);
  await question(page).getByRole('button', { name: 'Leave without saving' }).press('Enter');
  await expect(heading(page, 'Senders')).toBeVisible();
  await step(page, -1);
  await expect(name(page)).toBeVisible();
});

test('after saving nothing is asked, and back leads to the page before', async ({ page, portal }) => {
  await openForm(page);
  await name(page).fill('Zenith, saved');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
  await portal.db.execute(sql`update organizations set description = 'Zenith Radiology' where name = 'zenith'`);
  await step(page, -1);
  await expect(heading(page, 'Users')).toBeVisible();
  await expect(question(page)).toHaveCount(0);
});

test('a link and the palette ask first; so does a dialog that is closed', async ({ page }) => {
  await openForm(page);
  await name(page).fill(UNSAVED);
  await page.getByRole('link', { name: 'API clients' }).press('Enter');
  await expect(question(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Submissions');
  await page.getByRole('option', { name: 'Submissions', exact: true }).click();
  await question(page).getByRole('button', { name: 'Stay' }).press('Enter');
  await expect(name(page)).toHaveValue(UNSAVED);
  await page.getByRole('link', { name: 'Users' }).press('Enter');
  await question(page).getByRole('button', { name: 'Leave without saving' }).press('Enter');
  await expect(heading(page, 'Users')).toBeVisible();

  await page.getByRole('button', { name: 'Add a person' }).press('Enter');
  await expect(page.getByLabel(/^E-mail/)).toBeFocused();
  await page.keyboard.type('half@an.address');
  await page.keyboard.press('Escape');
  await question(page).getByRole('button', { name: 'Stay' }).press('Enter');
  await expect(page.getByLabel(/^E-mail/)).toHaveValue('half@an.address');
  await page.keyboard.press('Escape');
  await question(page).getByRole('button', { name: 'Leave without saving' }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('choosing another organization and signing out ask first', async ({ page }) => {
  await openForm(page);
  await name(page).fill(UNSAVED);
  await page.getByRole('button', { name: /^Organization: / }).press('Enter');
  await page.getByRole('menuitemradio', { name: /Acme Imaging/ }).press('Enter');
  await expect(question(page).getByRole('button', { name: 'Stay' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question(page)).toHaveCount(0);
  await page.getByRole('button', { name: /^Account of / }).press('Enter');
  await page.getByRole('menuitem', { name: 'Sign out' }).press('Enter');
  await expect(question(page).getByRole('button', { name: 'Stay' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question(page)).toHaveCount(0);
  await expect(name(page)).toHaveValue(UNSAVED);
  await page.getByRole('button', { name: /^Account of / }).press('Enter');
  await page.getByRole('menuitem', { name: 'Sign out' }).press('Enter');
  await question(page).getByRole('button', { name: 'Leave without saving' }).press('Enter');
  await expect(page.getByText('You are signed out.')).toBeVisible();
});

test('the browser asks before a tab with unsaved changes is loaded anew, and does not once they are saved', async ({
  page,
}) => {
  await openForm(page);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  // Browsers ask only about pages that somebody has used.
  await name(page).click();
  await name(page).fill(UNSAVED);
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await expect(name(page)).toHaveValue('Zenith Radiology');
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
});

test('a new password that is not saved is asked about, once beside another form, and not when it was changed', async ({
  page,
  portal,
}) => {
  await portal.signIn('rad@zenith.test');
  await open(page, '/submissions');
  await page.getByRole('button', { name: /^Account of / }).press('Enter');
  await page.getByRole('menuitem', { name: 'Profile' }).press('Enter');
  const own = page.getByRole('form', { name: 'Password' });
  await page.getByLabel('Name (required)').fill('Dr Zoe Unsaved');
  await own.getByLabel('New password').fill('a sentence that nobody guesses');
  const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My submissions' });
  await link.press('Enter');
  await expect(question(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.getByLabel('Name (required)').fill('Dr Zoe Zell');
  await step(page, -1);
  await question(page).getByRole('button', { name: 'Stay' }).press('Enter');
  await expect(own.getByLabel('New password')).toHaveValue('a sentence that nobody guesses');
  await link.press('Enter');
  await question(page).getByRole('button', { name: 'Leave without saving' }).press('Enter');
  await expect(heading(page, 'My submissions')).toBeVisible();
});

test('a secret that is shown once is not left behind by mistake', async ({ page }) => {
  await open(page, `/settings/users${ZENITH}`);
  await page.getByRole('link', { name: 'API clients' }).press('Enter');
  await page.getByRole('button', { name: 'Create a client' }).press('Enter');
  await page.getByLabel(/^Client id/).fill('zenith-left');
  await page.getByLabel('history:read').press('Space');
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).press('Enter');
  const secret = page.getByTestId('secret');
  await expect(secret).toBeVisible();
  const words = await secret.innerText();
  const doubt = page.getByRole('alertdialog', { name: 'Close it without a copy?' });
  await step(page, -1);
  await expect(doubt.getByRole('button', { name: 'Back to it' })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(secret).toHaveText(words);
  expect(new URL(page.url()).pathname).toBe('/settings/clients');
  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  // Not page.reload(): it waits for a page that does not come.
  await page.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(secret).toHaveText(words);
  await step(page, -1);
  await doubt.getByRole('button', { name: 'Close it' }).press('Enter');
  await expect(heading(page, 'Users')).toBeVisible();
});

const KEEPER = '0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e98';

test.describe('a session that ends meanwhile', () => {
  let session: string;

  test.beforeEach(async ({ page, portal }) => {
    await portal.db.execute(sql`insert into users (id, email, name, password_hash)
      select ${KEEPER}::uuid, 'keeper@zenith.test', 'Zenith Keeper', password_hash from users
      where email = 'rad@zenith.test' on conflict do nothing`);
    await portal.db.execute(sql`insert into memberships (user_id, organization, role)
      values (${KEEPER}::uuid, 'zenith', 'admin') on conflict do nothing`);
    session = await portal.signIn('keeper@zenith.test');
    await openForm(page);
    await name(page).fill('Zenith, kept');
  });

  test.afterEach(async ({ portal }) => {
    await portal.db.execute(sql`update organizations set description = 'Zenith Radiology' where name = 'zenith'`);
    await portal.db.execute(sql`delete from memberships where user_id = ${KEEPER}::uuid`);
    await portal.db.execute(sql`delete from users where id = ${KEEPER}::uuid`);
  });

  const again = (page: Page) => page.getByRole('alertdialog', { name: 'Your session has ended' });

  async function signInAgain(page: Page): Promise<void> {
    await page.keyboard.press('Enter');
    await again(page).getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
  }

  async function saveWhatWaited(page: Page): Promise<void> {
    await expect(again(page)).toHaveCount(0);
    await expect(name(page)).toHaveValue('Zenith, kept');
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
  }

  test('is renewed on the page, and what was typed is saved', async ({ page, portal }) => {
    await portal.db.execute(sql`update sessions set ended_at = now() where id = ${session}::uuid`);
    await signInAgain(page);
    await saveWhatWaited(page);
  });

  test('because the password was reset is renewed with an own one, and what was typed is saved', async ({
    page,
    portal,
  }) => {
    await portal.db.execute(sql`update sessions set ended_at = now() where id = ${session}::uuid`);
    await portal.db.execute(sql`update users set password_expires_at = now() + interval '7 days'
      where id = ${KEEPER}::uuid`);
    await signInAgain(page);
    await expect(again(page).getByText('Your password is a temporary one.')).toBeVisible();
    await expect(again(page).getByLabel('Temporary password')).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Tab');
    await page.keyboard.type('a sentence that nobody guesses');
    await page.keyboard.press('Enter');
    await saveWhatWaited(page);
  });
});
