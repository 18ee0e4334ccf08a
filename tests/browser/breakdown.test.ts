import type { Page } from '@playwright/test';
import { expect, open, test } from './portal.ts';
import { ACME_APPOINTMENTS } from './submit-reports.ts';

const ROW = 'tr:has([data-row])';
const figures = (page: Page) => page.getByRole('region', { name: 'Figures' });

test.beforeEach(async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await open(page, '/submissions');
});

/** How many rows the list has in all its pages. */
async function countRows(page: Page): Promise<number> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  const older = page.getByRole('button', { name: 'Older' });
  let count = await page.locator(ROW).count();
  while ((await older.count()) > 0 && (await older.isEnabled())) {
    const first = await page.locator('[data-row]').first().getAttribute('data-row');
    await older.click();
    await expect(page.locator('[data-row]').first()).not.toHaveAttribute('data-row', first ?? '');
    count += await page.locator(ROW).count();
  }
  return count;
}

test('every figure is an address whose list has as many rows as it says', async ({ page }) => {
  // It opens some twenty addresses.
  test.setTimeout(240_000);
  await page.getByRole('button', { name: 'Status over time as a table' }).click();
  const links = await figures(page)
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => ({ href: link.getAttribute('href') ?? '', text: link.textContent ?? '' })));
  // All and six statuses, three destinations and what became of them there, three filters, today by status.
  expect(links.length).toBeGreaterThan(15);
  const counted = links.flatMap(({ href, text }) =>
    /^\d+/.test(text) ? [{ href, count: Number.parseInt(text) }] : [],
  );
  expect(counted.length).toBeGreaterThan(12);
  for (const { href, count } of counted) {
    await open(page, href);
    expect([href, await countRows(page)]).toEqual([href, count]);
  }
});

test('a figure is opened and left by keyboard, and the address says which', async ({ page }) => {
  const figure = figures(page).getByRole('link', { name: '26 removed by the routing filter of acme.archive' });
  await figure.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?destination=acme\.archive&filterType=ROUTING_FILTER&since=/);
  await expect(figure).toHaveAttribute('aria-current', 'true');
  await expect(page.locator(ROW)).toHaveCount(ACME_APPOINTMENTS / 2);
  await page.keyboard.press('Enter');
  await expect(page.locator(ROW)).toHaveCount(50);
  await page.goBack();
  await expect(page.locator(ROW)).toHaveCount(ACME_APPOINTMENTS / 2);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/submissions$/);
});

test('the chart comes after everything else, and a bar opens its hour or day', async ({ page }) => {
  const bar = page.locator('.recharts-bar-rectangle path').first();
  await expect(bar).toBeVisible();
  await bar.hover();
  await expect(page.getByText('Delivered', { exact: true }).first()).toBeVisible();
  await bar.click();
  await expect(page).toHaveURL(/status=.+&since=.+&until=/);
  await expect(page.locator('.recharts-bar-rectangle path').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'By status each hour' })).toBeVisible();
});

test('a search is counted as a whole', async ({ page }) => {
  await page.getByRole('searchbox').fill('A1003');
  await expect(figures(page)).toContainText('Of what the search finds');
  await expect(figures(page).getByRole('link', { name: '1 All' })).toBeVisible();
});

test.describe(() => {
  test.use({ expectedFailures: [500] });

  test('figures that fail take nothing from the list', async ({ page }) => {
    await page.route('**/breakdown?**', (route) => route.fulfill({ status: 500, json: { error: 'Internal error' } }));
    await page.getByLabel('From').fill('2026-01-01');
    await expect(page.getByText('The figures could not be counted. The list is not affected.')).toBeVisible();
    await expect(page.locator(ROW).first()).toBeVisible();
  });
});

test.describe(() => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('on a phone the charts wait behind a button', async ({ page }) => {
    await expect(page.getByRole('heading', { name: 'By destination' })).toBeHidden();
    await page.getByRole('button', { name: 'Over time, by destination and by filter' }).click();
    await expect(page.getByRole('heading', { name: 'By destination' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});
