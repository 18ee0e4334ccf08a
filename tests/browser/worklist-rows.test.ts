import { sql } from 'drizzle-orm';
import { expect, open, test } from './portal.ts';
import { openRoom, preview, rowOf } from './reading-room.ts';

test('of 10,000 appointments only those in sight are fetched and shown, wherever the list is scrolled to', async ({
  page,
  portal,
}) => {
  const room = await openRoom(portal.db);
  await room.fill(10_000);
  await portal.signIn(room.wren);
  const asked: number[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/worklist')
      asked.push((request.postDataJSON() as { from: number }).from);
  });
  await open(page, '/');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '10001');
  await page.keyboard.press('j');
  await page.keyboard.press('End');
  await expect(rowOf(page, 'PATIENT, 09999')).toBeFocused();
  await expect(rowOf(page, 'PATIENT, 09999')).toHaveAttribute('aria-rowindex', '10001');
  expect(await page.getByRole('row').count()).toBeLessThan(100);
  await page.keyboard.press('PageUp');
  await expect(rowOf(page, 'PATIENT, 09989')).toBeFocused();
  await page.getByRole('grid').evaluate((grid) => grid.parentElement?.scrollTo({ top: 5000 * 46 }));
  await expect(page.getByText('PATIENT, 05003')).toBeVisible();
  // The focus stays with its row although that is far away.
  await expect(rowOf(page, 'PATIENT, 09989')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(rowOf(page, 'PATIENT, 00000')).toBeFocused();
  expect([...new Set(asked)].filter((from) => ![0, 100, 4900, 5000, 9800, 9900].includes(from))).toEqual([]);
});

test('what arrives appears by itself, and the row in hand stays in hand and in its place', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await room.fill(60);
  await portal.signIn(room.wren);
  await open(page, '/');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('j');
  const row = rowOf(page, 'PATIENT, 00003');
  await expect(row).toBeFocused();
  const before = await row.boundingBox();
  await room.add({ patientName: 'NEW, Ada', priority: 'STAT', dueInMinutes: 1 });
  await expect(page.getByRole('link', { name: /STAT\s*1/ })).toBeVisible();
  await expect(row).toHaveAttribute('aria-rowindex', '6');
  await expect(row).toBeFocused();
  expect((await row.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  await expect(preview(page)).toContainText('PATIENT, 00003');
  await page.keyboard.press('k');
  await expect(rowOf(page, 'PATIENT, 00002')).toBeFocused();
});

test.describe(() => {
  test.use({ expectedFailures: [404] });

  test('a row that leaves the list is said to have left, and no key works on its neighbour instead', async ({
    page,
    portal,
  }) => {
    const room = await openRoom(portal.db);
    const [id] = await room.add({ patientName: 'GOING, Ada' }, { patientName: 'STAYING, Bea' });
    await portal.signIn(room.wren);
    await open(page, '/');
    await page.keyboard.press('j');
    await expect(rowOf(page, 'GOING')).toBeFocused();
    await portal.db.execute(sql`
    update appointments set status = 'FINALISED' where domain = ${room.domain} and appointment_id = ${id}`);
    await expect(page.getByRole('status').filter({ hasText: 'GOING, Ada is no longer in this list.' })).toBeAttached();
    await expect(preview(page)).toContainText('No longer in the list shown');
    await expect(preview(page)).toContainText('GOING, Ada');
    await page.keyboard.press('c');
    await expect(page.getByText('It takes no report any more')).toBeVisible();
    await expect(rowOf(page, 'STAYING')).toContainText('Unclaimed');
    await page.keyboard.press('j');
    await expect(rowOf(page, 'STAYING')).toBeFocused();
  });
});

test('the preview can be hidden, and stays hidden', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'SEEN, Ada' });
  await portal.signIn(room.wren);
  await open(page, '/');
  await expect(preview(page)).toContainText('Choose an appointment');
  await page.keyboard.press('p');
  await expect(preview(page)).toHaveCount(0);
  await page.reload();
  await expect(rowOf(page, 'SEEN')).toBeVisible();
  await expect(preview(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(preview(page)).toBeVisible();
});

test('single keys can be turned off', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'STILL, Ada' });
  await page.context().addCookies([{ name: 'readout-keys', value: 'off', url: portal.url }]);
  await portal.signIn(room.wren);
  await open(page, '/');
  await page.keyboard.press('j');
  await page.keyboard.press('1');
  await expect(rowOf(page, 'STILL')).not.toBeFocused();
  await expect(page).toHaveURL(`${portal.url}/`);
});

test('somebody who reports nowhere comes to the submissions, and sees no worklist', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await portal.signIn(room.fern);
  await open(page, '/');
  await expect(page).toHaveURL(`${portal.url}/submissions`);
  await expect(page.getByRole('link', { name: 'Submissions' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Worklist' })).toHaveCount(0);
});

test.describe(() => {
  test.use({ expectedFailures: [500] });

  test('a list that cannot be refreshed stays and says since when it is old; another that cannot be had says so', async ({
    page,
    portal,
  }) => {
    const room = await openRoom(portal.db);
    await room.add({ patientName: 'KEPT, Ada' });
    await portal.signIn(room.wren);
    await open(page, '/');
    const calls = '**/api/worklist';
    await page.route(calls, (route) => route.fulfill({ status: 500, json: { error: 'Internal error' } }));
    await expect(page.getByText(/^Not updating since \d\d:\d\d:\d\d$/)).toBeVisible();
    await expect(rowOf(page, 'KEPT')).toBeVisible();
    await page.keyboard.press('3');
    await expect(page.getByRole('alert').filter({ hasText: 'The server failed' })).toBeVisible();
    await expect(rowOf(page, 'KEPT')).toHaveCount(0);
    await page.unroute(calls);
    await expect(page.getByRole('heading', { name: 'No STAT appointments' })).toBeVisible();
    await expect(page.getByText(/^Live, updated/)).toBeVisible();
  });
});
