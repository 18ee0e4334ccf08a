import type { Page } from '@playwright/test';
import { expect, open, test } from './portal.ts';

test.beforeEach(async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await open(page, '/submissions');
  await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
});

const palette = 'Find a page, an action or a patient';

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: palette })).toBeVisible();
}

test('the palette finds a page by its words, and Enter opens it', async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type('docs api');
  await expect(page.getByRole('dialog').getByRole('option')).toHaveText(['API docs']);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/docs$/);
});

const options = (page: Page) => page.getByRole('dialog').getByRole('option');
const SECTIONS = ['Organization', 'Users', 'Senders', 'API clients', 'Destinations', 'New destination'];

test('who reports finds no settings, and their own account', async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type('settings');
  await expect(page.getByText('Nothing has these words.')).toBeVisible();
  for (const section of SECTIONS) await expect(options(page).filter({ hasText: section })).toHaveCount(0);
  await page.getByRole('dialog').getByRole('combobox').fill('prof');
  await expect(options(page)).toHaveText(['Profile']);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Profile', level: 1 })).toBeVisible();
});

test('who administers finds each section of the settings, of the organization that the page is of', async ({
  page,
  portal,
}) => {
  await portal.signIn('root@readout.test');
  await open(page, '/settings/users?organization=zenith');
  await openPalette(page);
  await page.keyboard.type('settings');
  await expect(options(page)).toHaveText(['Settings', ...SECTIONS]);
  for (const section of SECTIONS) {
    await page.getByRole('dialog').getByRole('combobox').fill(section.toLowerCase());
    await page.getByRole('option', { name: section, exact: true }).click();
    const heading = section === 'New destination' ? 'Create a destination' : section;
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    expect(new URL(page.url()).searchParams.get('organization')).toBe('zenith');
    await openPalette(page);
  }
});

test('what the page can do is in the palette, and the focus goes where it leads', async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type('search sub');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox')).toBeFocused();
});

test('a patient is found without a trace in any address', async ({ page }) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await openPalette(page);
  const answered = page.waitForResponse('**/api/worklist');
  await page.keyboard.type('A1051');
  expect((await answered).status()).toBe(200);
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('dialog').getByRole('option')).toContainText('A1051');
  expect(addresses.filter((address) => address.includes('A1051'))).toEqual([]);
});

test('an id opens its submission', async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type('1');
  await page.getByRole('dialog').getByRole('option', { name: 'Open submission 1' }).click();
  await expect(page).toHaveURL(/\/submissions\/1$/);
});

test('words that nothing has say so', async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type('no such thing');
  await expect(page.getByText('Nothing has these words.')).toBeVisible();
});

test('Escape closes what is open and gives the focus back', async ({ page }) => {
  await page.keyboard.press('j');
  const row = page.locator('[data-row]').first();
  await expect(row).toBeFocused();
  for (const key of ['Control+k', '?']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(row).toBeFocused();
  }
});

test('the shortcut sheet tells the keys of this page first, and none of them works behind it', async ({ page }) => {
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByRole('heading', { level: 3 }).first()).toHaveText('Submissions (this page)');
  await page.keyboard.press('j');
  await expect(sheet).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
});

test('single keys that are turned off do nothing, and the sheet can turn them on', async ({ page }) => {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.keyboard.press('j');
  await openPalette(page);
  await page.keyboard.type('keyboard');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Turn them on' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(page.locator('[data-row]').first()).toBeFocused();
});

test('keys typed into a field are text', async ({ page }) => {
  await page.keyboard.press('/');
  await page.keyboard.type('j?k');
  await expect(page.getByRole('searchbox')).toHaveValue('j?k');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
