import { sql } from 'drizzle-orm';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { violations } from './axe.ts';
import { openDoorRoom } from './door-room.ts';
import { expect, open, test } from './portal.ts';

let pacs: MllpListener;
let code = 'AA';
test.beforeAll(async () => {
  pacs = await listenForMllp((socket, message) => socket.write(ack(code, controlId(message), 'Tests are not taken')));
});
test.afterAll(() => pacs.close());

const receivers = () => [
  { name: 'pacs', format: 'HL7', transport: { type: 'MLLP', host: '127.0.0.1', port: pacs.port } },
  { name: 'fetched', format: 'TEXT', transport: { type: 'DOWNLOAD' } },
];

test('by keyboard an administrator tests a destination, and reads each step and the reply', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url, receivers());
  await portal.signIn(room.fern);
  await open(page, `/settings/destinations/pacs?organization=${room.domain}`);
  await page.getByRole('button', { name: 'Test', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Test pacs' });
  await expect(dialog.getByRole('button', { name: 'Send the test' })).toBeFocused();
  code = 'AA';
  await page.keyboard.press('Enter');
  const steps = dialog.getByRole('list', { name: 'Steps of the test' }).getByRole('listitem');
  await expect(steps).toHaveCount(4);
  await expect(steps).toContainText(['Name', 'Connection', 'Message', 'Reply']);
  await expect(steps.nth(3)).toContainText('AA: application accept');
  await expect(dialog.getByRole('button', { name: 'Test again' })).toBeFocused();
  code = 'AE';
  await page.keyboard.press('Enter');
  await expect(steps.nth(3)).toContainText('The receiver answered AE: Tests are not taken');
  await expect(steps.nth(3)).toContainText('Failed');
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeFocused();
  const { rows } = await portal.db.execute(sql`select 1 from submissions where organization = ${room.domain}`);
  expect(rows).toEqual([]);
  const events = await portal.db.execute(
    sql`select entity_id from audit_events where action = 'receiver.test' and organization = ${room.domain}`,
  );
  expect(events.rows).toEqual([{ entity_id: `${room.domain}.pacs` }, { entity_id: `${room.domain}.pacs` }]);
});

test('the test says that it uses what is saved, and that nothing is to test where files are fetched', async ({
  page,
  portal,
}) => {
  const room = await openDoorRoom(portal.db, portal.url, receivers());
  await portal.signIn(room.fern);
  await open(page, `/settings/destinations/fetched?organization=${room.domain}`);
  await page.getByLabel('Description').fill('Not saved');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Test fetched' });
  await expect(dialog.getByText(/it uses the saved settings/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Send the test' }).click();
  await expect(dialog.getByText('There is nothing to test: it fetches its files from here.')).toBeVisible();
});
