import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { DELIVERED, refused, settle } from '../delivery/files.ts';
import type { Workshop } from '../support/open-workshop.ts';
import { openHouse } from './house.ts';
import { insertFile, insertSubmission } from './insert-batch.ts';
import type { ModelItem } from './model.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openHouse();
});
afterAll(() => shop.close());

const waiting = (): ModelItem => ({ trackingId: randomUUID(), fate: 'waiting', filtered: [], supersededBy: null });

async function claimOne() {
  const [claim] = await claimDeliveries(shop.db, ['acme.ehr'], 1);
  if (!claim) throw new Error('Nothing was claimed.');
  return claim;
}

async function submission(...items: ModelItem[]) {
  const routes = [{ destination: 'acme.ehr', sendingAt: null, items }];
  return insertSubmission(shop.db, {
    reportGuid: randomUUID(),
    appointmentId: null,
    version: 1,
    receivedAt: new Date(),
    routes,
  });
}

test('an item superseded by itself keeps that fate when the file it was taken out of is sent', async () => {
  const two = await submission(waiting(), { ...waiting(), fate: 'superseded', supersededBy: randomUUID() });
  await insertFile(shop.db, 'acme.ehr', 'queued', [{ submission: two, items: [0, 1] }], new Date());
  await settle(shop, await claimOne(), DELIVERED);
  const { overallStatus, destinations } = await shop.history(two.id);
  expect(overallStatus).toBe('Delivered');
  expect(destinations[0]).toMatchObject({ itemCount: 1, itemCountBeforeQualityFiltering: 2, status: 'delivered' });
  expect(destinations[0]?.sentReports).toMatchObject([{ itemCount: 1 }]);
});

test('a later resend that fails never undoes that an item was reached', async () => {
  const one = await submission(waiting());
  await insertFile(shop.db, 'acme.ehr', 'queued', [{ submission: one, items: [0] }], new Date());
  await settle(shop, await claimOne(), DELIVERED);
  await insertFile(shop.db, 'acme.ehr', 'queued', [{ submission: one, items: [0] }], new Date());
  await settle(shop, await claimOne(), refused('not wanted any more'));
  const { overallStatus, deliveryState, destinations } = await shop.history(one.id);
  expect([overallStatus, deliveryState, destinations[0]?.status]).toEqual(['Delivered', 'delivered', 'delivered']);
  expect(destinations[0]?.sentReports).toHaveLength(1);
});

test('a file of two submissions moves both, each by its own items', async () => {
  const first = await submission(waiting(), waiting());
  const second = await submission(waiting());
  await insertFile(
    shop.db,
    'acme.ehr',
    'queued',
    [
      { submission: first, items: [0] },
      { submission: second, items: [0] },
    ],
    new Date(),
  );
  await settle(shop, await claimOne(), DELIVERED);
  const histories = [await shop.history(first.id), await shop.history(second.id)];
  expect(histories.map(({ overallStatus }) => overallStatus)).toEqual(['Partially Delivered', 'Delivered']);
  expect(histories.map(({ destinations }) => destinations[0]?.sentReports.map(({ itemCount }) => itemCount))).toEqual([
    [1],
    [1],
  ]);
});
