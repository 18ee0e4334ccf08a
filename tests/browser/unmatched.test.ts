import { sql } from 'drizzle-orm';
import { message } from '../intake/payloads.ts';
import { violations, violationsInEach } from './axe.ts';
import { openDoorRoom, type DoorRoom } from './door-room.ts';
import { expect, open, test } from './portal.ts';

test.use({ expectedFailures: [404, 409] });

/** An item whose accession an appointment of another patient has. */
async function sendDoubtful(room: DoorRoom, appointmentId: string): Promise<number> {
  const item = message({ text: 'No fracture. Degenerative changes only.' });
  await room.pending(appointmentId, {
    accessionNumber: item.accession,
    patientId: 'OTHER',
    patientName: 'Adler, Ada',
    patientDateOfBirth: '1980-01-13',
    patientSex: 'F',
    studyDescription: 'CT of the head',
  });
  return room.send(item.hl7);
}

test('by keyboard alone an item is found, compared with its appointment, and filed with a reason', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  await room.send(message().hl7);
  const id = await sendDoubtful(room, 'DOUBT-1');
  await portal.signIn(room.wren);
  await open(page, '/unmatched');
  const rows = page.locator('tr:has([data-row])');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('ADLER, ADA');
  await expect(rows.first()).toContainText('the patient identifier is another');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `Item 1 of submission ${id}`, level: 1 })).toBeVisible();
  expect(await page.title()).toBe('Unmatched item – Readout');
  await expect(page.getByRole('region', { name: 'Report text' })).toHaveText('No fracture. Degenerative changes only.');
  const compared = page.getByRole('table', { name: 'The item and appointment DOUBT-1' });
  await expect(compared.getByRole('row', { name: 'Name' })).toContainText('same');
  await expect(compared.getByRole('row', { name: 'Patient id' })).toContainText('differs');
  await expect(compared.getByRole('row', { name: 'Date of birth' })).toContainText('1980-01-13');
  await expect(compared.getByRole('row', { name: 'Accession' })).toContainText('same');
  await expect(page.getByText('2 differences')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'File with DOUBT-1' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Beware: patient id, date of birth differ.');
  await expect(dialog.getByLabel(/^Reason/)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('Say why: it is kept for whoever asks later.');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('Two identifiers, one patient: asked the ward.');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Filed with DOUBT-1')).toBeVisible();
  await expect(rows).toHaveCount(1);
  const { rows: kept } = await portal.db.execute(sql`select v.reason, v.source from report_versions v
    join appointments a on a.id = v.appointment_key where a.domain = ${room.domain} and a.appointment_id = 'DOUBT-1'`);
  expect(kept).toEqual([{ reason: 'Two identifiers, one patient: asked the ward.', source: 'reportstream' }]);
});

test('an appointment that nobody thought of is looked up by its id and compared before the item is filed with it', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  const id = await room.send(message().hl7);
  await room.pending('AFAR-1', { patientId: 'P9', patientName: 'BELL, Bo', accessionNumber: 'X9' });
  await portal.signIn(room.fern);
  await open(page, `/unmatched/${id}/1`);
  await expect(page.getByText('No pending appointment has its accession number or patient id.')).toBeVisible();
  await page.getByLabel('Another appointment, by its id').fill('NOWHERE');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This organization has no appointment with this id.')).toBeVisible();
  await page.getByLabel('Another appointment, by its id').fill('AFAR-1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'The item and appointment AFAR-1' })).toContainText('BELL, Bo');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'File with AFAR-1' }).press('Enter');
  await page.keyboard.type('The practice gave a wrong number.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Everything has its appointment' })).toBeVisible();
});

test('an appointment that does not take it any more says so, and what was typed stays', async ({ page, portal }) => {
  const room = await openDoorRoom(portal.db, portal.url);
  const id = await sendDoubtful(room, 'LATE-1');
  await portal.signIn(room.wren);
  await open(page, `/unmatched/${id}/1`);
  await room.pending('LATE-1', { status: 'FINALISED' });
  await page.getByRole('button', { name: 'File with LATE-1' }).press('Enter');
  await page.keyboard.type('It is hers.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('no longer pending');
  await expect(page.getByLabel(/^Reason/)).toHaveValue('It is hers.');
});

test('what somebody else dealt with meanwhile is told, and nothing is filed twice', async ({ page, portal }) => {
  const room = await openDoorRoom(portal.db, portal.url);
  const id = await sendDoubtful(room, 'TWICE-1');
  await portal.signIn(room.wren);
  await open(page, `/unmatched/${id}/1`);
  await portal.db.execute(sql`update unmatched_items set closed_at = now(), closed_by = 'user:x', closed_reason = 'x'
    where submission_id = ${id}`);
  await page.getByRole('button', { name: 'Set aside' }).press('Enter');
  await page.keyboard.type('An outside report.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'This item is not on the unmatched list' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the list' }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/unmatched\\?organization=${room.domain}$`));
});

test('set aside with a reason it leaves the list, and its history stays', async ({ page, portal }) => {
  const room = await openDoorRoom(portal.db, portal.url);
  const id = await room.send(message().hl7);
  await portal.signIn(room.fern);
  await open(page, `/submissions/${id}`);
  await page.getByRole('link', { name: 'Find one for item 1' }).press('Enter');
  await page.getByRole('button', { name: 'Set aside' }).press('Enter');
  await page.keyboard.type('An outside report.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Everything has its appointment' })).toBeVisible();
  const { rows } = await portal.db.execute(sql`select closed_reason from unmatched_items where submission_id = ${id}`);
  expect(rows).toEqual([{ closed_reason: 'An outside report.' }]);
  await open(page, `/submissions/${id}`);
  await expect(page.getByRole('table', { name: 'Items, in the order of the payload' })).toContainText(
    'Without appointment',
  );
});

test('another organization’s items are not told, whether they are there or not', async ({ page, portal }) => {
  const room = await openDoorRoom(portal.db, portal.url);
  const id = await sendDoubtful(room, 'CANARY-1');
  await portal.signIn('rad@zenith.test');
  for (const path of [`/unmatched/${id}/1`, '/unmatched/999999999/1', `/unmatched/${id}/x`]) {
    expect((await open(page, path))?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'This item is not on the unmatched list' })).toBeVisible();
    await expect(page.getByRole('main')).not.toContainText('ADLER');
  }
  await open(page, `/unmatched?organization=${room.domain}`);
  await expect(page.getByRole('heading', { name: 'You may not see this organization’s submissions' })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('list and item fit the screen and violate nothing of WCAG 2.2 AA', async ({ page, portal }) => {
    const room = await openDoorRoom(portal.db, portal.url);
    await sendDoubtful(room, 'PHONE-1');
    await portal.signIn(room.wren);
    await open(page, '/unmatched');
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect(await fits()).toBe(true);
    expect(await violationsInEach(page)).toEqual([]);
    await page.locator('[data-row]').first().click();
    await expect(page.getByText('2 differences')).toBeVisible();
    expect(await fits()).toBe(true);
    expect(await violationsInEach(page)).toEqual([]);
  });
});
