import { writeFileSync } from 'node:fs';
import type { Page, Route } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { message } from '../intake/payloads.ts';
import { violations, violationsInEach } from './axe.ts';
import { beginReading } from './begin-reading.ts';
import { openDoorRoom } from './door-room.ts';
import { expect, open, test } from './portal.ts';

test.use({ expectedFailures: [400, 410] });

/** Chooses a file with the keyboard, as a person does: by the button. */
async function choose(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Choose (a|another) file$/ }).press('Enter');
  await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

const upload = (page: Page) => page.getByRole('button', { name: /^Upload( again)?$/ });

test('by keyboard alone a file is uploaded, and what becomes of each of its items is shown on the same page', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  const bad = message().hl7.replace('ORU^R01^ORU_R01', 'ADT^A08');
  await portal.signIn(room.wren);
  await open(page, '/submissions');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Upload');
  await expect(page.getByRole('dialog').getByRole('option', { name: 'Upload' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
  await expect(page.getByLabel('Sender').getByRole('option')).toHaveText([
    'fhir: FHIR, radiology',
    'ris: HL7, radiology',
  ]);
  await page.getByLabel('Sender').selectOption('ris: HL7, radiology');
  await choose(page, 'morning.hl7', `${message().hl7}${bad}`);
  await expect(page.getByText('morning.hl7')).toBeVisible();
  await page.getByText('Options').press('Enter');
  await page.getByLabel(`${room.domain}.ehr`).press('Space');
  await expect(page.getByText('1 chosen')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await upload(page).press('Enter');
  await expect(page.getByRole('heading', { name: /^Received as submission \d+$/ })).toBeFocused();
  const rows = page.getByRole('table', { name: 'Items, in the order of the payload' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Unmatched');
  await expect(rows.nth(1)).toContainText('ehr');
  await expect(rows.nth(1)).not.toContainText('archive delivered');
  await expect(rows.nth(2)).toContainText('Not usable');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: /^Open submission/ }).press('Enter');
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('morning.hl7');
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText(`${room.domain}.ris`);
});

test('what is empty is not sent, and what looks like another kind is told with a sender that fits', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  await portal.signIn(room.fern);
  await open(page, '/upload');
  await choose(page, 'empty.hl7', '');
  await expect(page.getByText('It is empty. Choose another file, or export this one again.')).toBeVisible();
  await expect(upload(page)).toHaveAttribute('aria-disabled', 'true');
  await choose(page, 'other.hl7', message().hl7);
  await expect(page.getByText('It looks like HL7.')).toContainText('Choose a sender of HL7.');
  await page.getByLabel('Sender').selectOption('ris: HL7, radiology');
  await expect(page.getByText('It looks like HL7.')).toHaveCount(0);
});

test('pasted text that is refused stays, with each error and what to do, and goes through once it is mended', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  await portal.signIn(room.wren);
  await open(page, '/upload');
  await page.getByLabel('Sender').selectOption('ris: HL7, radiology');
  await page.getByLabel('Or paste it').fill('PID|1||P1');
  await expect(page.getByText('It does not begin like any payload.')).toBeVisible();
  await upload(page).press('Enter');
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('Unable to find HL7 messages in provided data.');
  await expect(alert).toContainText('There is no message in it: one begins with MSH.');
  await expect(alert.getByRole('link', { name: /keeps the errors/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await expect(page.getByLabel('Or paste it')).toHaveValue('PID|1||P1');
  await page.getByLabel('Or paste it').fill(message().hl7.replaceAll('\r', '\n'));
  await upload(page).press('Enter');
  await expect(page.getByRole('heading', { name: /^Received as submission/ })).toBeVisible();
});

test('a sender that was made inactive meanwhile is told in plain words, and the file stays chosen', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  await portal.signIn(room.wren);
  await open(page, '/upload');
  await page.getByLabel('Sender').selectOption('ris: HL7, radiology');
  await choose(page, 'late.hl7', message().hl7);
  await portal.db.execute(sql`with gone as (update senders set customer_status = 'inactive'
      where organization = ${room.domain} and name = 'ris')
    update settings_version set version = version + 1`);
  await upload(page).press('Enter');
  await expect(page.getByRole('main').getByRole('alert')).toContainText(`The sender ${room.domain}.ris is inactive`);
  await expect(page.getByText('late.hl7')).toBeVisible();
});

test('what is on its way shows how far it is and can be cancelled; leaving is asked about', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  await portal.signIn(room.wren);
  await open(page, '/upload');
  await page.getByLabel('Sender').selectOption('ris: HL7, radiology');
  const path = test.info().outputPath('large.hl7');
  writeFileSync(path, message({ text: 'x'.repeat(4_000_000) }).hl7);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).press('Enter');
  await (await chooser).setFiles(path);
  // A line of 50 kB/s: it would take more than a minute.
  const network = await page.context().newCDPSession(page);
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 50_000,
  });
  await upload(page).press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Sent' })).toBeVisible();
  await expect(page.getByText('of 4.0 MB')).toBeVisible();
  await page.getByRole('link', { name: 'Worklist' }).press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText('What you chose here has not arrived.');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(page.getByText('Cancelled: nothing was stored.')).toBeVisible();
  await expect(page.getByText('large.hl7')).toBeVisible();
  const { rows } = await portal.db.execute(sql`select 1 from submissions where organization = ${room.domain}`);
  expect(rows).toEqual([]);
});

test('where there is no sender, it is told who can make one; for another organization nobody uploads', async ({
  page,
  portal,
}) => {
  await portal.signIn('rad@acme.test');
  await open(page, '/upload');
  await expect(page.getByRole('heading', { name: 'There is no sender to upload for' })).toBeVisible();
  await expect(page.getByText('An administrator can create one, under Settings.')).toBeVisible();
  await open(page, '/upload?organization=zenith');
  await expect(page.getByRole('heading', { name: 'You may not send files for this organization' })).toBeVisible();
});

for (const stream of ['there', 'not to be had']) {
  test(`with the stream ${stream}, an item read while the list is on its way is shown as read in the end`, async ({
    page,
    portal,
  }) => {
    const room = await openDoorRoom(portal.db, portal.url);
    const { finish } = await beginReading(portal.db, room);
    if (stream !== 'there') await page.route('**/events', (route) => route.fulfill({ status: 204 }));
    let [release, tellAsked] = [() => {}, () => {}];
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    const isAsked = new Promise<void>((resolve) => (tellAsked = resolve));
    const holdFirst = async (route: Route) => {
      const response = await route.fetch();
      tellAsked();
      await isReleased;
      await route.fulfill({ response });
    };
    await page.route(/\/items\?/, holdFirst, { times: 1 });
    await portal.signIn(room.wren);
    await open(page, '/upload');
    await page.getByLabel('Sender').selectOption('ris: HL7, radiology');
    await page.getByLabel('Or paste it').fill(message().hl7);
    await upload(page).click();
    await isAsked;
    await expect(page.getByText('0 of 1 item read')).toBeVisible();
    await finish();
    await expect(page.getByRole('region', { name: 'What was received' })).toContainText('Delivered');
    release();
    await expect(page.getByRole('table')).toContainText('Unmatched');
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the page fits the screen and violates nothing of WCAG 2.2 AA', async ({ page, portal }) => {
    const room = await openDoorRoom(portal.db, portal.url);
    await portal.signIn(room.wren);
    await open(page, '/upload');
    await page.getByText('Options').click();
    expect(await violationsInEach(page)).toEqual([]);
    await page.getByLabel('Or paste it').fill(message().hl7.replaceAll('\r', '\n'));
    await page.getByLabel('Sender').selectOption('ris: HL7, radiology');
    await upload(page).click();
    await expect(page.getByRole('table')).toContainText('Unmatched');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await violationsInEach(page)).toEqual([]);
  });
});
