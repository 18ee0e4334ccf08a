import { sql } from 'drizzle-orm';
import { expect, open, test } from './portal.ts';
import { openRoom } from './reading-room.ts';

const ROW = 'tr:has([data-row])';

/** Two reports signed in the portal: one that arrived, and one whose delivery failed for good. */
test.beforeEach(async ({ page, portal }) => {
  await portal.signIn('admin@acme.test');
  // Two of the partner's become somebody's own for the while, so that no other test's list changes.
  await portal.db.execute(sql`update submissions s set principal = 'user:' || u.id, source = 'portal',
      delivery_state = case when a.appointment_id = 'A1005' then 'failed' else s.delivery_state end,
      destinations = case when a.appointment_id = 'A1005' then (select jsonb_agg(case when t->>'destination' = 'acme.ehr'
        then t || '{"delivered": 0, "failed": 1}' else t end) from jsonb_array_elements(s.destinations) t)
        else s.destinations end
    from users u, appointments a where u.email = 'admin@acme.test' and a.id = s.appointment_key
      and a.appointment_id in ('A1005', 'A1007')`);
  await open(page, '/my-submissions');
});
test.afterEach(async ({ portal }) => {
  await portal.db.execute(sql`update submissions s set principal = 'client:acme-ris', source = 'partner',
      delivery_state = 'delivered', destinations = (select jsonb_agg(case when (t->>'failed')::int > 0
        then t || '{"delivered": 1, "failed": 0}' else t end) from jsonb_array_elements(s.destinations) t)
    from appointments a where a.id = s.appointment_key and a.appointment_id in ('A1005', 'A1007')`);
});

test('what failed comes first and is marked; the rest is newest first', async ({ page }) => {
  await expect(page.locator(ROW)).toHaveCount(2);
  await expect(page.getByRole('columnheader', { name: 'Not delivered (1)' })).toBeVisible();
  await expect(page.locator(ROW).first()).toContainText('A1005');
  await expect(page.locator(ROW).first()).toContainText('a destination failed');
  await expect(page.locator(ROW).last()).toContainText('A1007');
  expect(await page.title()).toBe('My submissions – Readout');
});

test('it is narrowed, searched, opened and left by keyboard alone', async ({ page }) => {
  await page.getByRole('link', { name: 'Failed' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/my-submissions\?deliveryState=failed$/);
  await expect(page.locator(ROW)).toHaveCount(1);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Submission \d+$/ })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'My submissions' }).press('Enter');
  await expect(page).toHaveURL(/\/my-submissions\?deliveryState=failed$/);
  await expect(page.locator(ROW)).toHaveCount(1);
  await page.keyboard.press('/');
  await page.keyboard.type('A1007');
  await expect(page.getByRole('heading', { name: 'None of yours matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all of mine' }).click();
  await expect(page.locator(ROW)).toHaveCount(2);
  await expect(page).toHaveURL(/\/my-submissions$/);
});

test('whoever signed it hears of a failed delivery on every page', async ({ page, portal }) => {
  await portal.db.execute(sql`update submissions set principal = (select 'user:' || id from users
    where email = 'rad@acme.test') where source = 'portal'`);
  await portal.signIn('rad@acme.test');
  await open(page, '/submissions');
  const link = page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'My submissions 1 not delivered' });
  await link.click();
  await expect(page.locator(ROW).first()).toContainText('A1005');
});

test('those who may report find it in the bar; who signed nothing is told what will be here', async ({
  page,
  portal,
}) => {
  await expect(
    page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My submissions' }),
  ).toHaveCount(0);
  const { wren } = await openRoom(portal.db);
  await portal.signIn(wren);
  await open(page, '/submissions');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My submissions' }).click();
  await expect(page.getByRole('heading', { name: 'My submissions', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'You have signed nothing yet' })).toBeVisible();
});
