import { sql } from 'drizzle-orm';
import { expect, open, test } from './portal.ts';
import { openRoom, patientsOf, rowOf } from './reading-room.ts';
import { violations } from './axe.ts';

test('the first paint comes whole from the server, and nobody keeps a copy', async ({ page, portal, browser }) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'FIRST, Ada', priority: 'STAT' });
  await portal.signIn(room.wren);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const still = await context.newPage();
  const answer = await still.goto(`${portal.url}/`);
  expect(answer?.headers()['cache-control']).toContain('no-store');
  await expect(rowOf(still, 'FIRST, Ada')).toContainText('STAT');
  await expect(still.getByRole('link', { name: /^All\s*1/ })).toBeVisible();
  expect(await still.title()).toBe('Worklist – Readout');
  await context.close();
});

test('a row tells priority, clock, patient, exam, side, site, referrer, holder, draft, alert and report', async ({
  page,
  portal,
}) => {
  const room = await openRoom(portal.db);
  const [id] = await room.add({
    patientName: 'FULL, Ada',
    priority: 'URGENT',
    modality: 'MR',
    studyDescription: 'MRI knee',
    laterality: 'LEFT',
    site: 'Northside',
    referrer: 'Dr Quill',
    dueInMinutes: -125,
  });
  await room.add({ patientName: 'LATER, Bea', dueInMinutes: 125 });
  await portal.db.execute(sql`
    insert into claims (appointment_key, user_id, tab, claimed_at, lease_until)
    select a.id, u.id, gen_random_uuid(), now(), now() + interval '10 minutes' from appointments a, users u
    where a.domain = ${room.domain} and a.appointment_id = ${id} and u.email = ${room.moss}`);
  await portal.db.execute(sql`
    insert into comments (guid, appointment_key, comment_text, comment_type, is_alert, commented_at, principal, added_by)
    select gen_random_uuid(), a.id, 'Allergic', 'AA', true, now(), 'test', 'Desk' from appointments a
    where a.domain = ${room.domain} and a.appointment_id = ${id}`);
  await portal.signIn(room.wren);
  await open(page, '/');
  const row = rowOf(page, 'FULL, Ada');
  await expect(row).toContainText('Urgent');
  await expect(row).toContainText(/Due 2 h \d+ min over/);
  await expect(row).toContainText(/\d+ years, female/);
  for (const words of ['MR', 'MRI knee', 'Left', 'Northside', 'Dr Quill', 'Dr Moss Bold', 'Alert', 'No report'])
    await expect(row).toContainText(words);
  await expect(rowOf(page, 'LATER, Bea')).toContainText(/Due in 2 h \d+ min/);
  await expect(page.getByText('1 overdue')).toBeVisible();
});

test('the clock of what is due soon ticks by the second', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'SOON, Ada', dueInMinutes: 5 });
  await portal.signIn(room.wren);
  await open(page, '/');
  const clock = rowOf(page, 'SOON, Ada').getByText(/in \d:\d\d$/);
  const first = await clock.textContent();
  await expect(clock).not.toHaveText(first ?? '');
});

test('the list is read, sorted and opened by keyboard alone, and coming back leads to the same row', async ({
  page,
  portal,
}) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'CEDAR, Ada' }, { patientName: 'ALDER, Bea' }, { patientName: 'BIRCH, Cy' });
  await portal.signIn(room.wren);
  await open(page, '/');
  await page.keyboard.press('j');
  await expect(rowOf(page, 'CEDAR')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(rowOf(page, 'BIRCH')).toBeFocused();
  await expect(rowOf(page, 'BIRCH')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await expect(rowOf(page, 'CEDAR')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('k');
  await expect(rowOf(page, 'ALDER')).toBeFocused();

  await page.getByRole('button', { name: 'Patient' }).press('Enter');
  await expect.poll(() => patientsOf(page)).toEqual(['ALDER, Bea', 'BIRCH, Cy', 'CEDAR, Ada']);
  await expect(page).toHaveURL(`${portal.url}/?sort=patient`);
  await page.getByRole('button', { name: 'Patient' }).press('Enter');
  await expect.poll(() => patientsOf(page)).toEqual(['CEDAR, Ada', 'BIRCH, Cy', 'ALDER, Bea']);
  await expect(page.getByRole('columnheader', { name: 'Patient' })).toHaveAttribute('aria-sort', 'descending');

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/appointments/${room.domain}/A[0-9a-f]{8}$`));
  await page.goBack();
  await expect(rowOf(page, 'BIRCH')).toBeFocused();
});

test('views have keys, counts and addresses', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'ONE, Ada', priority: 'STAT' }, { patientName: 'TWO, Bea' });
  await portal.signIn(room.wren);
  await open(page, '/');
  await page.keyboard.press('3');
  await expect(page).toHaveURL(`${portal.url}/?view=stat`);
  await expect.poll(() => patientsOf(page)).toEqual(['ONE, Ada']);
  await expect(page.getByRole('link', { name: /^3? ?STAT\s*1/ })).toHaveAttribute('aria-current', 'page');
  await page.reload();
  await expect.poll(() => patientsOf(page)).toEqual(['ONE, Ada']);
  await page.keyboard.press('1');
  await expect(page.getByRole('heading', { name: 'Nothing is yours right now' })).toBeVisible();
  await page.getByRole('button', { name: 'Show the 2 in All' }).press('Enter');
  await expect.poll(() => patientsOf(page)).toEqual(['ONE, Ada', 'TWO, Bea']);
});

test('the search finds words in any order, and never enters the address', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'HIDDEN, Ada' }, { patientName: 'OTHER, Ada', studyDescription: 'MRI knee' });
  await portal.signIn(room.wren);
  await open(page, '/');
  await page.keyboard.press('/');
  await page.keyboard.type('ada hid');
  await expect.poll(() => patientsOf(page)).toEqual(['HIDDEN, Ada']);
  expect(page.url()).toBe(`${portal.url}/`);
  await expect(page.getByRole('link', { name: /All\s*1/ })).toBeVisible();
  await page.getByRole('searchbox').fill('nobody has this name');
  await expect(page.getByRole('heading', { name: 'No appointment matches' })).toBeVisible();
  expect(page.url()).toBe(`${portal.url}/`);
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.poll(() => patientsOf(page)).toEqual(['HIDDEN, Ada', 'OTHER, Ada']);
  await expect(page.getByRole('searchbox')).toHaveValue('');
});

test('filters are chosen by keyboard, combine, are kept in the address and cleared together', async ({
  page,
  portal,
}) => {
  const room = await openRoom(portal.db);
  await room.add(
    { patientName: 'CT, Ada', modality: 'CT', site: 'North' },
    { patientName: 'MR, Bea', modality: 'MR', site: 'South' },
    { patientName: 'US, Cy', modality: 'US', site: 'South', receivedMinutesAgo: 300 },
  );
  await portal.signIn(room.wren);
  await open(page, '/');
  await page.getByRole('button', { name: 'Modality: any' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemcheckbox', { name: /MR/ }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: /US/ }).press('Enter');
  await expect(page).toHaveURL(`${portal.url}/?modality=MR&modality=US`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Modality: MR, US' })).toBeFocused();
  await expect.poll(() => patientsOf(page)).toEqual(['MR, Bea', 'US, Cy']);
  await page.getByLabel('Age', { exact: true }).selectOption('4h');
  await expect.poll(() => patientsOf(page)).toEqual(['US, Cy']);
  await page.reload();
  await expect.poll(() => patientsOf(page)).toEqual(['US, Cy']);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(`${portal.url}/`);
  await expect.poll(() => patientsOf(page)).toEqual(['CT, Ada', 'MR, Bea', 'US, Cy']);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('rows are cards that tell the side, a touch opens the preview, and nothing scrolls sideways', async ({
    page,
    portal,
  }) => {
    const room = await openRoom(portal.db);
    await room.add({ patientName: 'SMALL, Ada', laterality: 'RIGHT', priority: 'STAT' });
    await portal.signIn(room.wren);
    await open(page, '/');
    await expect(rowOf(page, 'SMALL').getByText('Right').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await rowOf(page, 'SMALL').click({ position: { x: 20, y: 60 } });
    const sheet = page.getByRole('dialog', { name: 'SMALL, Ada' });
    await expect(sheet).toContainText('Headache.');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await expect(rowOf(page, 'SMALL')).toBeFocused();
    await rowOf(page, 'SMALL').click({ position: { x: 20, y: 60 } });
    await sheet.getByRole('button', { name: 'Open' }).click();
    await expect(page).toHaveURL(new RegExp(`/appointments/${room.domain}/`));
  });
});
