import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { listMySubmissions } from '#lib/submissions/list-my-submissions';
import { deliverDue } from '../support/deliver-due.ts';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { CLINICIAN, openWorkshop, type Workshop } from '../support/open-workshop.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);

let shop: Workshop;
let ehr: MllpListener;
let code = 'AA';
beforeAll(async () => {
  useConfig({ ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) });
  ehr = await listenForMllp((socket, message) => socket.write(ack(code, controlId(message), 'Unknown order')));
  shop = await openWorkshop([
    `{ name: ehr, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${ehr.port} }, retry: { schedule: [5s] } }`,
    '{ name: other, format: TEXT, transport: { type: "NULL" } }',
  ]);
});
afterAll(async () => {
  await shop.close();
  await ehr.close();
});

const mine = async () =>
  (await listMySubmissions(shop.context(), CLINICIAN, { pageSize: 50 })).items.map(
    ({ appointmentId, version, needsAttention }) => `${appointmentId} ${version} ${needsAttention}`,
  );
const outdated = async (report: string) =>
  (await shop.history(report)).destinations.filter((one) => one.outdated).map(({ service }) => service);

test('a final that its destination refused comes first for its signer, and the destination is outdated until it has it', async () => {
  for (const id of ['A1', 'A2']) await shop.putAppointment(id, { priority: 'STAT' });
  const sign = (id: string, status: 'preliminary' | 'final', seconds: number) =>
    shop.submit(id, { status, actor: CLINICIAN, at: after(seconds) });
  const first = await sign('A1', 'preliminary', 0);
  await deliverDue(shop.context(after(1)));
  expect(await outdated(first)).toEqual([]);

  code = 'AE';
  const final = await sign('A1', 'final', 10);
  await deliverDue(shop.context(after(11)));
  code = 'AA';
  await sign('A2', 'final', 20);
  await deliverDue(shop.context(after(21)));
  expect(await mine()).toEqual(['A1 2 true', 'A2 1 false', 'A1 1 false']);
  // The preliminary's page says it, too: what it delivered is what the destination still holds.
  expect([await outdated(first), await outdated(final)]).toEqual([['ehr'], ['ehr']]);

  const corrected = await sign('A1', 'final', 30);
  await deliverDue(shop.context(after(31)));
  expect(await mine()).toEqual(['A1 3 false', 'A2 1 false', 'A1 2 false', 'A1 1 false']);
  for (const report of [first, final, corrected]) expect(await outdated(report)).toEqual([]);
});
