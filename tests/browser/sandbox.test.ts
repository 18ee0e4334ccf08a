import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { message, type Message } from '../intake/payloads.ts';
import { violations, violationsInEach } from './axe.ts';
import { openDoorRoom, type DoorRoom } from './door-room.ts';
import { expect, open, test, type Portal } from './portal.ts';

test.use({ expectedFailures: [0, 410] });

const area = (page: Page) => page.getByLabel('Message', { exact: true });
const check = (page: Page) => page.getByRole('button', { name: 'Check', exact: true });
const answer = (page: Page) => page.getByRole('region', { name: 'What would become of it' });
/** A message as somebody pastes it. */
const pasted = (told: Message = {}) => message(told).hl7.replaceAll('\r', '\n');

/** What is marked in the text area. */
const marked = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLTextAreaElement)) return null;
    return focused.value.slice(focused.selectionStart, focused.selectionEnd);
  });

async function enter(page: Page, portal: Portal, who: 'wren' | 'fern' = 'wren'): Promise<DoorRoom> {
  const room = await openDoorRoom(portal.db, portal.url);
  await portal.signIn(room[who]);
  await open(page, '/sandbox');
  await page.getByLabel('Sender').selectOption('ris: HL7, radiology');
  return room;
}

async function checkText(page: Page, text: string): Promise<void> {
  await area(page).fill(text);
  await check(page).press('Enter');
  await expect(answer(page).getByRole('heading', { level: 2 }).first()).toBeFocused();
}

test('by keyboard alone an example is loaded and checked, a segment opened, a field shown in the text, and nothing is stored', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  await portal.signIn(room.wren);
  await open(page, '/submissions');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Sandbox');
  await expect(page.getByRole('dialog').getByRole('option', { name: 'Sandbox' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'HL7 sandbox', level: 1 })).toBeVisible();
  await page.getByLabel('Sender').selectOption('ris: HL7, radiology');
  await page.getByRole('button', { name: 'Load an example' }).press('Enter');
  await expect(area(page)).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(answer(page).getByRole('heading', { name: 'It would be taken' })).toBeVisible();
  await expect(area(page)).toBeFocused();
  await expect(answer(page)).toContainText('Valid');
  await expect(answer(page)).toContainText('1 item, 0 errors, 0 warnings');
  await expect(answer(page)).toContainText('None: everything in it can be used.');
  const patient = answer(page).getByRole('button', { name: /^PID\[1\]/, expanded: false });
  await patient.press('Enter');
  await expect(answer(page).getByRole('button', { name: /^PID\[1\] Patient identification/ })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  const name = answer(page).getByRole('button', { name: 'PID[1]-5[1].1 Patient name SAMPLE' });
  await name.press('Enter');
  expect(await marked(page)).toBe('SAMPLE');
  await expect(page.getByText('PID[1]-5[1].1 is marked. Escape goes back to it.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
  const { rows } = await portal.db.execute(sql`select 1 from submissions where organization = ${room.domain}`);
  expect(rows).toEqual([]);
});

test('a message’s appointment, verdicts with filter and value seen, words for destinations, filter fields and acknowledgment are shown', async ({
  page,
  portal,
}) => {
  const room = await enter(page, portal);
  await portal.db.execute(sql`with acks as (update senders set hl7_acknowledgement_enabled = true
      where organization = ${room.domain} and name = 'ris')
    update settings_version set version = version + 1`);
  const made = message({ modality: 'CR', text: 'No fracture.', accept: 'AL' });
  await room.pending('SAND-1', { accessionNumber: made.accession, patientId: made.patientId });
  await checkText(page, made.hl7.replaceAll('\r', '\n'));
  await expect(answer(page)).toContainText('It would be filed with SAND-1.');
  await expect(answer(page).getByRole('link', { name: 'SAND-1' })).toHaveAttribute(
    'href',
    `/appointments/${room.domain}/SAND-1`,
  );
  const verdicts = answer(page).getByRole('table', { name: 'Filters' });
  await expect(verdicts.getByRole('row', { name: `${room.domain}.ehr` })).toContainText('passed');
  const removed = verdicts.getByRole('row', { name: `${room.domain}.archive` });
  await expect(removed).toContainText('matches(modality, CT, MR)');
  await expect(removed).toContainText('modality CR');
  await expect(answer(page)).toContainText('1 of 2 would get it');
  await expect(answer(page).getByRole('region', { name: `What ${room.domain}.ehr would get` })).toHaveText(
    'No fracture.',
  );
  const fields = answer(page).getByRole('table', { name: 'What filters see' });
  await expect(fields.getByRole('row', { name: 'accession_number' })).toContainText(made.accession);
  await expect(answer(page).getByRole('region', { name: 'The acknowledgment' })).toContainText(
    `MSA|CA|${made.controlId}`,
  );
  expect(await violations(page)).toEqual([]);
});

test('each problem is shown with its place, F8 goes from one to the next, and once it is mended it is gone', async ({
  page,
  portal,
}) => {
  await enter(page, portal);
  const whole = pasted();
  const [header, patient = '', order = '', ...rest] = whole.split('\n');
  const broken = [header, patient.replace(/\|\|P\d+/, '||'), order.replace(/FIL\d+/, ''), ...rest].join('\n');
  await checkText(page, broken);
  await expect(answer(page)).toContainText('It would be taken, with errors');
  await expect(answer(page)).toContainText('nothing of it would be filed or sent');
  await area(page).focus();
  await page.keyboard.press('F8');
  expect(await marked(page)).toBe('|^');
  await expect(page.getByText('PID[1]-3[1].1 is marked.')).toBeVisible();
  await page.keyboard.press('F8');
  expect(await marked(page)).toBe('||');
  await expect(page.getByText('OBR[1]-3[1].1 is marked.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(answer(page).getByRole('button', { name: 'Show OBR[1]-3[1].1 in the text' })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await area(page).fill(whole);
  await expect(answer(page)).toContainText('Text or sender were changed since: check again.');
  await page.keyboard.press('Control+Enter');
  await expect(answer(page)).toContainText('None: everything in it can be used.');
  await expect(answer(page)).not.toContainText('changed since');
});

test('of several items one at a time is shown, with places of its own', async ({ page, portal }) => {
  await enter(page, portal);
  const items = [message(), message(), message()];
  const bad = items[1]?.hl7.replace('ORU^R01^ORU_R01', 'ADT^A08') ?? '';
  await checkText(page, `${items[0]?.hl7}${bad}${items[2]?.hl7}`.replaceAll('\r', '\n'));
  const choice = answer(page).getByLabel('Item 1 of 3');
  await expect(choice.getByRole('option')).toHaveText([
    `1: ${items[0]?.controlId}`,
    `2: ${items[1]?.controlId}, not usable`,
    `3: ${items[2]?.controlId}`,
  ]);
  await page.keyboard.press('j');
  await expect(answer(page).getByLabel('Item 2 of 3')).toHaveValue('2');
  await expect(answer(page)).toContainText('The item cannot be used');
  await answer(page).getByRole('button', { name: 'Next' }).press('Enter');
  await answer(page).getByRole('button', { name: 'Open all' }).press('Enter');
  await answer(page).getByRole('button', { name: 'PID[1]-3[1].1 Patient identifier list' }).press('Enter');
  expect(await marked(page)).toBe(items[2]?.patientId);
  expect(await violations(page)).toEqual([]);
});

test('of more than a hundred items the first hundred are shown, and it is said that all were checked', async ({
  page,
  portal,
}) => {
  await enter(page, portal);
  const text = Array.from({ length: 120 }, (_, at) => pasted(at === 119 ? { filler: '' } : {})).join('');
  await checkText(page, text);
  await expect(answer(page)).toContainText('120 items, 1 error');
  await expect(answer(page).getByLabel('Item 1 of 120').getByRole('option')).toHaveCount(100);
  await expect(answer(page)).toContainText('The first 100 are shown. All 120 were checked');
  const messages = answer(page).getByRole('table', { name: 'Errors and warnings of the payload' });
  await expect(messages).toContainText('OBR[1]-3[1].1');
  await expect(messages).toContainText('Item 120');
});

test('what the door would refuse says why and what to do; what is no message is told before it is sent', async ({
  page,
  portal,
}) => {
  await enter(page, portal);
  await expect(check(page)).toHaveAttribute('aria-disabled', 'true');
  await area(page).fill('{"resourceType":"Bundle"}');
  await expect(page.getByText('It looks like FHIR.')).toBeVisible();
  await checkText(page, 'PID|1||P1');
  await expect(answer(page)).toContainText('It would be refused');
  await expect(answer(page).getByRole('alert')).toContainText('Unable to find HL7 messages in provided data.');
  await expect(answer(page).getByRole('alert')).toContainText('There is no message in it: one begins with MSH.');
  expect(await violations(page)).toEqual([]);
});

test('a Bundle is read, and its elements are shown in the text', async ({ page, portal }) => {
  const room = await openDoorRoom(portal.db, portal.url);
  await portal.signIn(room.wren);
  await open(page, '/sandbox');
  await page.getByLabel('Sender').selectOption('fhir: FHIR, radiology');
  await page.getByRole('button', { name: 'Load an example' }).press('Enter');
  await check(page).press('Enter');
  await expect(answer(page)).toContainText('None: everything in it can be used.');
  await answer(page)
    .getByRole('button', { name: /^Bundle\.entry\[2\]\.resource/, expanded: false })
    .press('Enter');
  await answer(page).getByRole('button', { name: 'conclusion No acute abnormality.' }).press('Enter');
  expect(await marked(page)).toBe('"No acute abnormality."');
  await expect(answer(page)).toContainText('Only HL7 messages are acknowledged.');
  expect(await violations(page)).toEqual([]);
});

test('a file is shown, sent as it is, and one that is too large is told', async ({ page, portal }) => {
  await enter(page, portal);
  const choose = async (name: string, buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file' }).press('Enter');
    await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer });
  };
  await choose('large.hl7', Buffer.from(message({ text: 'x'.repeat(2_000_000) }).hl7));
  await expect(page.getByText('Upload takes larger ones')).toBeVisible();
  await expect(area(page)).toHaveValue('');
  await choose('latin.hl7', Buffer.from(message({ text: 'Café' }).hl7, 'latin1'));
  await expect(page.getByText('latin.hl7, sent as it is until you edit it')).toBeVisible();
  await check(page).press('Enter');
  await expect(answer(page)).toContainText('not valid UTF-8; it was read as ISO-8859-1');
  await expect(
    answer(page)
      .getByRole('region', { name: /would get$/ })
      .first(),
  ).toHaveText('Café');
});

test('who may not report is not led to the appointment', async ({ page, portal }) => {
  const room = await enter(page, portal, 'fern');
  const made = message();
  await room.pending('SAND-2', { accessionNumber: made.accession, patientId: made.patientId });
  await checkText(page, made.hl7.replaceAll('\r', '\n'));
  await expect(answer(page)).toContainText('It would be filed with SAND-2.');
  await expect(answer(page).getByRole('link')).toHaveCount(0);
  await checkText(page, pasted());
  await expect(answer(page)).toContainText(
    'It would be filed with no appointment: no pending appointment has its accession or order number.',
  );
});

test('without the server, and for a sender that is inactive meanwhile, what was pasted stays', async ({
  page,
  portal,
  context,
}) => {
  const room = await enter(page, portal);
  const text = pasted();
  await area(page).fill(text);
  await context.setOffline(true);
  await page.keyboard.press('Control+Enter');
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('The server cannot be reached');
  await context.setOffline(false);
  await portal.db.execute(sql`with gone as (update senders set customer_status = 'inactive'
      where organization = ${room.domain} and name = 'ris')
    update settings_version set version = version + 1`);
  await page.keyboard.press('Control+Enter');
  await expect(alert).toContainText(`The sender ${room.domain}.ris is inactive`);
  await expect(area(page)).toHaveValue(text);
  expect(await violations(page)).toEqual([]);
});

test('leaving is asked about where a text was typed, and for another organization nobody checks', async ({
  page,
  portal,
}) => {
  await enter(page, portal);
  await area(page).fill(pasted());
  await page.getByRole('link', { name: 'Worklist' }).press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText('What is pasted here is kept nowhere');
  await page.getByRole('button', { name: 'Leave it' }).press('Enter');
  await expect(page).toHaveURL(({ pathname }) => pathname === '/');
  await open(page, '/sandbox?organization=zenith');
  await expect(page.getByRole('heading', { name: 'You may not check messages for this organization' })).toBeVisible();
});

for (const [screen, viewport] of Object.entries({
  'a phone': { width: 390, height: 844 },
  '200 % zoom': { width: 720, height: 450 },
  'a desk': { width: 1440, height: 900 },
})) {
  test.describe(`on ${screen}`, () => {
    test.use({ viewport });

    test('empty, answered and opened the page fits the screen and violates nothing of WCAG 2.2 AA', async ({
      page,
      portal,
    }) => {
      await enter(page, portal);
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      expect(await fits()).toBe(true);
      expect(await violationsInEach(page)).toEqual([]);
      await checkText(page, `${pasted()}${pasted({ filler: '' })}`);
      await answer(page).getByRole('button', { name: 'Open all' }).click();
      expect(await fits()).toBe(true);
      expect(await violationsInEach(page)).toEqual([]);
    });
  });
}
