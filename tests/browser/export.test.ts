import { readFile } from 'node:fs/promises';
import { expect, open, test } from './portal.ts';
import { ACME_APPOINTMENTS } from './submit-reports.ts';

test('the list is saved as it is narrowed, and the page says how much that was', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  for (const [query, rows] of [
    ['', ACME_APPOINTMENTS],
    ['?destination=acme.archive&filterType=ROUTING_FILTER', ACME_APPOINTMENTS / 2],
    ['?sender=nobody', 0],
  ] as const) {
    await open(page, `/submissions${query}`);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).focus();
    await page.keyboard.press('Enter');
    const download = await saved;
    expect(download.suggestedFilename()).toBe('submissions-acme.csv');
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toMatch(/^\uFEFFtimestamp,submissionId,/);
    expect(text.trimEnd().split('\r\n')).toHaveLength(1 + rows);
    await expect(page.getByText(`${rows} rows saved`)).toBeVisible();
    expect(page.url()).toBe(`${portal.url}/submissions${query}`);
  }
});

test('a file that had to be cut says so', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await page.route('**/export?**', (route) =>
    route.fulfill({ headers: { 'x-has-more': 'true', 'content-type': 'text/csv' }, body: 'a\r\n1\r\n2\r\n' }),
  );
  await open(page, '/submissions');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  await expect(
    page.getByText('The newest 2 rows were saved; there are more. Narrow the dates for the rest.'),
  ).toBeVisible();
});

test.describe(() => {
  test.use({ expectedFailures: [500] });

  test('an export that breaks off saves nothing, and can be tried again', async ({ page, portal }) => {
    await portal.signIn('rad@acme.test');
    await page.route('**/export?**', (route) => route.fulfill({ status: 500, json: { error: 'Internal error' } }));
    await open(page, '/submissions');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await expect(page.getByText('The export broke off; nothing was saved. Try again.')).toBeVisible();
    await page.unroute('**/export?**');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await saved;
  });
});
