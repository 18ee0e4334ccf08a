import { sql } from 'drizzle-orm';
import { message } from '../intake/payloads.ts';
import { violations, violationsInEach } from './axe.ts';
import { beginReading } from './begin-reading.ts';
import { openDoorRoom, type DoorRoom } from './door-room.ts';
import { expect, open, test } from './portal.ts';

/** Says no more than that it came: no ORU. */
const broken = () => message().hl7.replace('ORU^R01^ORU_R01', 'ADT^A08');

/** One item that is filed, two that cannot be used, and between them so many that no appointment has. */
async function send(room: DoorRoom, unmatched: number): Promise<number> {
  const filed = message({ birthDate: '19800131' });
  const { accession: accessionNumber, patientId } = filed;
  await room.pending('FILED-1', { accessionNumber, patientId, patientDateOfBirth: '1980-01-31', patientSex: 'F' });
  const others = Array.from({ length: unmatched }, () => message().hl7);
  return room.send([filed.hl7, broken(), ...others, broken()].join(''));
}

test('by keyboard alone the items of a payload are read, narrowed and paged, and an error leads to its item', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  const id = await send(room, 60);
  await portal.signIn(room.wren);
  await open(page, `/submissions/${id}`);
  const items = page.getByRole('table', { name: 'Items, in the order of the payload' });
  const rows = items.getByRole('row');
  await expect(rows).toHaveCount(51);
  await expect(rows.nth(1)).toContainText('Filed');
  await expect(rows.nth(1).getByRole('link', { name: 'FILED-1' })).toHaveAttribute(
    'href',
    `/appointments/${room.domain}/FILED-1`,
  );
  await expect(rows.nth(1)).toContainText('ehr delivered');
  await expect(rows.nth(2)).toContainText('Not usable');

  await page.getByRole('button', { name: 'Later items' }).press('Enter');
  await expect(rows).toHaveCount(14);
  await page.getByRole('link', { name: 'With errors' }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/submissions/${id}\\?items=errors$`));
  await expect(rows).toHaveCount(3);
  await page.getByRole('navigation', { name: 'Which items' }).getByRole('link', { name: 'Unmatched' }).press('Enter');
  await expect(rows).toHaveCount(51);
  await expect(rows.nth(1)).toContainText('Unmatched');
  await rows.nth(1).getByRole('button', { name: 'Item 3: 1 warning' }).press('Enter');
  await expect(items).toContainText(
    'Not filed with an appointment: no pending appointment has its accession or order number.',
  );

  await page.getByRole('region', { name: 'Errors' }).getByRole('link', { name: 'Item 63' }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/submissions/${id}\\?item=63$`));
  await expect(rows).toHaveCount(3);
  await expect(page.locator('#item-63')).toBeFocused();
  await expect(items).toContainText(/Error: HL7 was not valid/);
  expect(await violations(page)).toEqual([]);
});

test('a payload is shown being read, and what became of it once it is, without loading the page anew', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url);
  const { id, readOn, finish } = await beginReading(portal.db, room);
  await portal.signIn(room.fern);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await open(page, `/submissions/${id}`);
  await expect(page.getByText('2 of 8 items read')).toBeVisible();
  await readOn(6);
  await expect(page.getByText('6 of 8 items read')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '75 percent of 8 items read' })).toBeAttached();
  expect(await violations(page)).toEqual([]);
  await finish();
  await expect(page.getByRole('status').filter({ hasText: 'Status: Delivered' })).toBeAttached();
  await expect(page.getByText('items read')).toHaveCount(0);
  expect(asked).toContain(`/api/waters/report/${id}/events`);
});

test('where the stream cannot be had, the page still learns of changes', async ({ page, portal }) => {
  const room = await openDoorRoom(portal.db, portal.url);
  const id = await room.send(message().hl7);
  await portal.db.execute(sql`update submissions set delivery_state = 'waiting', overall_status = 'Waiting to Deliver',
    revision = revision + 1 where id = ${id}`);
  await page.route('**/events', (route) => route.fulfill({ status: 204 }));
  await portal.signIn(room.fern);
  await open(page, `/submissions/${id}`);
  await expect(page.getByRole('status').filter({ hasText: /^$/ }).first()).toBeAttached();
  await portal.db.execute(sql`update submissions set delivery_state = 'delivered', overall_status = 'Delivered',
    revision = revision + 1 where id = ${id}`);
  await expect(page.getByRole('status').filter({ hasText: 'Status: Delivered' })).toBeAttached();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the items fit the screen and violate nothing of WCAG 2.2 AA', async ({ page, portal }) => {
    const room = await openDoorRoom(portal.db, portal.url);
    await portal.signIn(room.wren);
    await open(page, `/submissions/${await send(room, 1)}?items=errors`);
    await page.getByRole('button', { name: 'Item 2: 1 error' }).click();
    await expect(page.getByText(/^Error: /)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await violationsInEach(page)).toEqual([]);
  });
});
