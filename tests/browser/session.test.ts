import { sql } from 'drizzle-orm';
import { expect, open, PASSWORD, test } from './portal.ts';

test.describe(() => {
  test.use({ expectedFailures: [401] });

  test('a session that is over hides the page, and signing in leads back to it', async ({ page, portal }) => {
    const sessionId = await portal.signIn('rad@acme.test');
    await open(page, '/submissions?destination=acme.ehr');
    await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
    await portal.db.execute(
      sql`update sessions set last_active_at = now() - interval '31 minutes' where id = ${sessionId}::uuid`,
    );
    await page.getByLabel('Status', { exact: true }).selectOption('Partially Delivered');
    const notice = page.getByRole('alertdialog', { name: 'Your session has ended' });
    await expect(notice).toBeVisible();
    await expect(page.getByText('A1051')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(notice).toBeVisible();
    await page.keyboard.press('Enter');
    await page.getByLabel('E-mail').fill('rad@acme.test');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/submissions\?status=Partially\+Delivered&destination=acme\.ehr$/);
  });
});

test('a page asked for with a session that is over says so on the way to signing in', async ({ page, portal }) => {
  const sessionId = await portal.signIn('rad@acme.test');
  await portal.db.execute(sql`update sessions set expires_at = now() where id = ${sessionId}::uuid`);
  await open(page, '/submissions/1');
  await expect(page.getByText('Your session has ended. Sign in to go back to where you were.')).toBeVisible();
  await expect(page).toHaveURL(/next=%2Fsubmissions%2F1&ended=1$/);
});

test('only real input counts as activity, and is told at most once a minute', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await page.clock.install();
  const told: string[] = [];
  const polled: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === '/api/session/activity') told.push(pathname);
    if (pathname.endsWith('/submissions')) polled.push(pathname);
  });
  await open(page, '/submissions');
  await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
  const polledBefore = polled.length;
  await page.clock.runFor('01:01');
  await expect.poll(() => polled.length).toBeGreaterThan(polledBefore);
  expect(told).toEqual([]);
  const answered = page.waitForResponse('**/api/session/activity');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect((await answered).status()).toBe(204);
  await page.keyboard.press('k');
  expect(told).toHaveLength(1);
});

test('the list keeps itself up to date while it is looked at', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await page.clock.install();
  await open(page, '/submissions');
  await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
  const asked = page.waitForRequest(
    (request) => new URL(request.url()).pathname === '/api/waters/org/acme/submissions',
  );
  await page.clock.runFor('00:11');
  await asked;
});
