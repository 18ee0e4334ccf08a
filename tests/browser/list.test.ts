import { expect, open, test, untilItAnswers } from './portal.ts';
import { ACME_APPOINTMENTS } from './submit-reports.ts';

/** A submission's row: the figures above the list are tables, too. */
const ROW = 'tr:has([data-row])';

test.beforeEach(async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await open(page, '/submissions');
  await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
});

test('the first paint comes whole from the server', async ({ page, portal, browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const still = await context.newPage();
  await still.goto(`${portal.url}/submissions`);
  const html = await still.content();
  expect(html).toContain('A1051');
  expect(html).toContain('By status');
  await context.close();
});

test('a row tells appointment, sender, report, status, every destination and the counts', async ({ page }) => {
  const row = page.getByRole('row').filter({ hasText: 'A1051' });
  await expect(row).toContainText('acme.partner');
  await expect(row).toContainText('Preliminary');
  await expect(row).toContainText('Partially Delivered');
  await expect(
    row.getByRole('button', {
      name: 'Delivered to 1 of 3: acme.archive filtered, acme.ehr delivered, acme.finals filtered',
    }),
  ).toBeVisible();
  await row.getByRole('button').focus();
  await expect(page.getByRole('tooltip')).toContainText('acme.ehr');
  await expect(page.getByRole('tooltip')).toContainText('Delivered');
});

test('times are in the reader’s zone, which the column names, and in UTC on hover', async ({ page }) => {
  await expect(page.getByRole('columnheader', { name: /^Received \((AEDT|AEST)\)$/ })).toBeVisible();
  await expect(page.locator(`${ROW} time`).first()).toHaveAttribute('title', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
});

test('filters combine, and one that nothing matches says so', async ({ page }) => {
  await page.getByLabel('Status', { exact: true }).selectOption('Partially Delivered');
  await page.getByLabel('Sender', { exact: true }).selectOption('portal');
  await expect(page.getByRole('heading', { name: 'No submission matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(page.locator(ROW)).toHaveCount(50);
});

test('days are the reader’s own, and the address holds instants', async ({ page }) => {
  await page.getByLabel('From').fill('2026-01-01');
  await expect(page).toHaveURL(/since=2025-12-31T13%3A00%3A00\.000Z/);
  await expect(page.getByLabel('From')).toHaveValue('2026-01-01');
});

test('the search finds by any id, and never enters the address', async ({ page, portal }) => {
  const [submission] = (await (await portal.api('/api/waters/org/acme/submissions?q=A1003')).json()) as {
    id: string;
    submissionId: number;
  }[];
  for (const id of ['A1003', 'ACC-A1003', submission?.id, String(submission?.submissionId)]) {
    await page.getByRole('searchbox').fill(id ?? '');
    await expect(page.locator(ROW)).toHaveCount(1);
    await expect(page.locator(ROW)).toContainText('A1003');
    expect(page.url()).toBe(`${portal.url}/submissions`);
  }
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(page.locator(ROW)).toHaveCount(50);
});

test('older and newer walk the list without losing or repeating a submission', async ({ page }) => {
  const ids = () =>
    page.locator('[data-row]').evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset.row));
  const newest = await ids();
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(page.locator(ROW)).toHaveCount(ACME_APPOINTMENTS - 50);
  const oldest = await ids();
  expect(new Set([...newest, ...oldest]).size).toBe(ACME_APPOINTMENTS);
  await expect(page.getByRole('button', { name: 'Older' })).toBeDisabled();
  await page.getByRole('button', { name: 'Newer' }).click();
  await expect(page.locator(ROW)).toHaveCount(50);
  expect(await ids()).toEqual(newest);
});

test('a submission is found, opened and left by keyboard alone', async ({ page }) => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('k');
  const second = page.locator(ROW).nth(1).getByRole('link');
  await expect(second).toBeFocused();
  const id = await second.getAttribute('data-row');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `Submission ${id}`, level: 1 })).toBeVisible();
  await page.goBack();
  await expect(second).toBeFocused();

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('A1007j');
  await expect(page.getByRole('searchbox')).toHaveValue('A1007j');
  await page.keyboard.press('Backspace');
  await expect(page.locator(ROW)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator(ROW)).toHaveCount(50);
});

test('the first stop of the keyboard skips to the content', async ({ page }) => {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('single keys can be turned off, and stay off', async ({ page }) => {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Single-key shortcuts' }).click();
  await page.reload();
  await untilItAnswers(page);
  await page.keyboard.press('j');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).not.toBeFocused();
  await expect(page.locator(ROW).first().getByRole('link')).not.toBeFocused();
});

test('one person’s organizations can be switched; another’s are not shown', async ({ page, portal }) => {
  await expect(page.getByRole('button', { name: /^Organization:/ })).toHaveCount(0);
  await open(page, '/submissions?organization=zenith');
  await expect(page.getByRole('heading', { name: 'You may not see this organization’s submissions' })).toBeVisible();
  await open(page, '/submissions?organization=nonexistent');
  await expect(page.getByRole('heading', { name: 'You may not see this organization’s submissions' })).toBeVisible();

  await portal.signIn('root@readout.test');
  await open(page, '/submissions');
  await page.getByRole('button', { name: 'Organization: Acme Imaging' }).click();
  await page.getByRole('menuitemradio', { name: 'Zenith Radiology' }).click();
  await expect(page).toHaveURL(/\?organization=zenith$/);
  await expect(page.locator(ROW)).toHaveCount(1);
  await expect(page.locator(ROW)).toContainText('Z1');
});

test.describe(() => {
  test.use({ expectedFailures: [500] });

  test('a server that fails is told from an empty list, with the request’s id; trying again brings the list back', async ({
    page,
  }) => {
    const calls = '**/api/waters/org/**';
    await page.route(calls, (route) =>
      route.fulfill({
        status: 500,
        headers: { 'x-correlation-id': 'request-of-a-test' },
        json: { error: 'Internal error' },
      }),
    );
    await page.getByLabel('Status', { exact: true }).selectOption('Partially Delivered');
    const notice = page.getByRole('alert').filter({ hasText: 'The server failed' });
    await expect(notice).toContainText('request-of-a-test');
    await page.unroute(calls);
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator(ROW)).toHaveCount(50);
  });

  test('when refreshing fails the list stays and says since when it is old', async ({ page }) => {
    await page.route('**/api/waters/org/**', (route) =>
      route.fulfill({ status: 500, json: { error: 'Internal error' } }),
    );
    await expect(page.getByText(/^Not updating since \d\d:\d\d:\d\d$/)).toBeVisible();
    await expect(page.locator(ROW)).toHaveCount(50);
  });
});
