import { violations } from './axe.ts';
import { openPinecrest, type Pinecrest } from './outage.ts';
import { expect, open, test } from './portal.ts';

const ROW = 'tr:has([data-row])';

let pinecrest: Pinecrest;
test.beforeAll(async () => {
  pinecrest = await openPinecrest();
});
test.afterAll(() => pinecrest.close());

test('the chosen rows are kept while one is looked at and on other pages, not under other filters; all pages can be chosen', async ({
  page,
  portal,
}) => {
  await portal.signIn('admin@acme.test');
  await open(page, '/submissions');
  await page.locator(ROW).first().getByRole('checkbox').check();
  await page
    .locator(ROW)
    .nth(2)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  const bar = page.getByRole('region', { name: 'Chosen submissions' });
  await expect(bar).toContainText('3 chosen');
  await page.locator(ROW).nth(1).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: /^Submission \d+$/ })).toBeVisible();
  await page.goBack();
  await expect(bar).toContainText('3 chosen');
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(bar).toContainText('3 chosen, 3 on other pages');
  await bar.getByRole('button', { name: 'Choose all pages' }).click();
  const { total } = (await (await portal.api('/api/waters/org/acme/submissions/summary')).json()) as { total: number };
  await expect(bar).toContainText(`${total} chosen`);
  await bar.getByRole('button', { name: 'Route again…' }).click();
  const dialog = page.getByRole('dialog', { name: `Route ${total} submissions again?` });
  await expect(dialog).toContainText('The filters of now decide anew');
  await page.keyboard.press('Escape');
  await page.getByLabel('Status', { exact: true }).selectOption('Partially Delivered');
  await expect(bar).toBeHidden();
});

test('who is no administrator of the organization is offered no choice', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await open(page, '/submissions');
  await expect(page.locator(ROW).first()).toBeVisible();
  await expect(page.locator(`table ${ROW} input`)).toHaveCount(0);
  await page.locator('[data-row]').first().focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'Chosen submissions' })).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 600 } });

  test('rows are chosen in a mode of its own by a touch anywhere, and it all fits', async ({ page, portal }) => {
    const { room, ids } = await pinecrest.afterOutage(portal, 2);
    await portal.signIn(room.fern);
    await open(page, '/submissions');
    await expect(page.getByRole('checkbox', { name: `Choose submission ${ids[0]}` })).toBeHidden();
    await page.getByRole('button', { name: 'Choose', exact: true }).click();
    await page.locator(ROW).last().click();
    await expect(page.getByRole('checkbox', { name: `Choose submission ${ids[0]}` })).toBeChecked();
    const fits = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await fits();
    expect(await violations(page)).toEqual([]);
    const place = await page.evaluate(() => scrollY);
    expect(place).toBeGreaterThan(0);
    // Touched where it is: Playwright's own click scrolls to where a sticky element would be without sticking.
    const button = await page.getByRole('button', { name: 'Send again…' }).boundingBox();
    if (!button) throw new Error('The button is not to be seen.');
    await page.mouse.click(button.x + button.width / 2, button.y + button.height / 2);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('Reason')).toBeVisible();
    expect(await page.evaluate(() => scrollY)).toBe(place);
    await fits();
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel('Reason').fill('Outage');
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await expect(dialog.getByRole('status')).toHaveText('1 submission waits to be sent.');
    await fits();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Stop choosing' }).click();
    await page.locator(ROW).last().click();
    await expect(page.getByRole('heading', { name: `Submission ${ids[0]}`, level: 1 })).toBeVisible();
  });
});
