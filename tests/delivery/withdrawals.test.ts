import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getContent } from '#lib/delivery/get-content';
import { deliverDue } from '../support/deliver-due.ts';
import { CLIENT, openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { filesOf } from './files.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop([
    '{ name: ehr, format: TEXT, transport: { type: "NULL" } }',
    '{ name: archive, format: TEXT, transport: { type: DOWNLOAD } }',
  ]);
});
afterAll(() => shop.close());

/** A report that both destinations have; each test has its own. */
let id: string;
let number = 0;
beforeEach(async () => {
  await setSettings({ customerStatus: 'active', routingFilter: [] });
  number += 1;
  id = `W${number}`;
  await shop.putAppointment(id);
  await shop.submit(id, { status: 'final' });
  await deliverAll();
  const archived = (await mine()).find(({ destination }) => destination === 'acme.archive');
  await fetchFile(archived?.id);
});

/** Changes what is stored of every destination, behind the back of whoever checks settings. */
const setSettings = (settings: object) =>
  shop.db.execute(sql`update receivers set settings = settings || ${JSON.stringify(settings)}::jsonb`);
const UNREADABLE = { routingFilter: ['a filter that no version knows ('] };

async function deliverAll(): Promise<void> {
  while ((await deliverDue(shop.context())) > 0);
}

async function fetchFile(delivery: number | undefined): Promise<string> {
  const { rows } = await shop.db.execute<{ report_id: string }>(
    sql`select report_id from deliveries where id = ${delivery}`,
  );
  return (await getContent(shop.context(), CLIENT, rows[0]?.report_id ?? '')).bytes.toString('utf8');
}

const mine = async () => (await filesOf(shop.db)).filter(({ appointmentId }) => appointmentId === id);
const withdrawalTo = async (service: string) =>
  (await mine()).find(({ destination, version }) => destination === `acme.${service}` && version === 2);

test('a withdrawal is sent to a destination that has become inactive; its other files wait', async () => {
  await shop.putAppointment(`${id}-waiting`);
  await shop.submit(`${id}-waiting`, { status: 'final' });
  await setSettings({ customerStatus: 'inactive' });
  const withdrawal = await shop.withdraw(id);
  expect((await shop.history(withdrawal)).destinations.map(({ lastError }) => lastError)).toEqual([null, null]);
  await deliverAll();
  expect((await withdrawalTo('ehr'))?.state).toBe('sent');
  expect(await fetchFile((await withdrawalTo('archive'))?.id)).toMatch(/WITHDRAWN[^]*\nA final report.$/);
  expect((await shop.history(withdrawal)).overallStatus).toBe('Delivered');
  const waiting = (await filesOf(shop.db, 'acme.ehr')).find(({ appointmentId }) => appointmentId === `${id}-waiting`);
  expect(waiting?.state).toBe('queued');
});

test('a withdrawal whose worker did not come back is taken up again, also for an inactive destination', async () => {
  await setSettings({ customerStatus: 'inactive' });
  await shop.withdraw(id);
  await shop.db.execute(sql`update deliveries set state = 'sending', attempts = 1, lease_until = now() - interval '1 s'
    where id = ${(await withdrawalTo('ehr'))?.id}`);
  await deliverAll();
  expect(await withdrawalTo('ehr')).toMatchObject({ state: 'sent', attempts: 2 });
});

test('a withdrawal waits for a destination whose settings cannot be read, and history says so', async () => {
  await setSettings(UNREADABLE);
  const withdrawal = await shop.withdraw(id);
  await deliverAll();
  const told = await shop.history(withdrawal);
  expect([told.overallStatus, told.deliveryState]).toEqual(['Waiting to Deliver', 'waiting']);
  expect(told.destinations).toMatchObject(
    ['archive', 'ehr'].map((service) => ({
      service,
      status: 'waiting',
      lastError: expect.stringMatching(/settings are not valid/),
    })),
  );
  expect(await fetchFile((await withdrawalTo('archive'))?.id)).toMatch(/WITHDRAWN[^]*\nA final report.$/);
  await setSettings({ routingFilter: [] });
  await deliverAll();
  expect((await withdrawalTo('ehr'))?.state).toBe('sent');
  expect((await shop.history(withdrawal)).overallStatus).toBe('Delivered');
});
