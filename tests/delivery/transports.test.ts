import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { deliverDue } from '../support/deliver-due.ts';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { CLIENT, CLINICIAN, openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { filesOf } from './files.ts';

let shop: Workshop;
let ehr: MllpListener;
let fhir: HttpReceiver;
beforeAll(async () => {
  useConfig({ ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) });
  ehr = await listenForMllp();
  fhir = await receiveHttp();
  const gone = await receiveHttp();
  await gone.close();
  shop = await openWorkshop(
    [
      '{ name: nowhere, format: TEXT, transport: { type: "NULL" } }',
      '{ name: fetched, format: TEXT, transport: { type: DOWNLOAD } }',
      '{ name: fetched-hl7, format: HL7, transport: { type: DOWNLOAD } }',
      `{ name: mllp, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${ehr.port} } }`,
      `{ name: fhir, format: FHIR, transport: { type: FHIR, baseUrl: "${fhir.url}" } }`,
      `{ name: hook, format: TEXT, transport: { type: WEBHOOK, url: "${gone.url}", secret: a webhook secret } }`,
      '{ name: slots, format: HL7, transport: { type: "NULL" }, timing: { operation: MERGE, numberPerDay: 1, initialTime: "09:00", timeZone: Australia/Melbourne } }',
    ],
    { organization: '    finalHoldSeconds: 15' },
  );
});
afterAll(async () => {
  await shop.close();
  await ehr.close();
  await fhir.close();
});

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);
const deliver = (seconds: number) => deliverDue(shop.context(after(seconds)));
const statesOf = async (appointmentId: string) => {
  const files = (await filesOf(shop.db)).filter((file) => file.appointmentId === appointmentId);
  return Object.fromEntries(files.map(({ destination, state }) => [destination.replace('acme.', ''), state]));
};

test('a file is sent by the transport of each destination; where nobody answers it is tried again, and history says why', async () => {
  await shop.putAppointment('T1');
  const report = await shop.submit('T1', { status: 'final', at: after(0), actor: CLIENT });
  await deliver(1);
  expect(await statesOf('T1')).toEqual({
    nowhere: 'sent',
    fetched: 'ready',
    'fetched-hl7': 'ready',
    slots: 'queued',
    mllp: 'sent',
    fhir: 'sent',
    hook: 'retrying',
  });
  expect([ehr.received.length, fhir.received.length]).toEqual([1, 1]);
  const { overallStatus, deliveryState, destinations } = await shop.history(report);
  expect([overallStatus, deliveryState]).toEqual(['Partially Delivered', 'retrying']);
  const told = Object.fromEntries(
    destinations.map(({ service, status, lastError, attempts }) => [service, { status, lastError, attempts }]),
  );
  expect(told).toMatchObject({
    nowhere: { status: 'delivered', lastError: null },
    fetched: { status: 'waiting', lastError: null },
    slots: { status: 'waiting', lastError: null },
    mllp: { status: 'delivered', lastError: null },
    fhir: { status: 'delivered', lastError: null },
    hook: { status: 'retrying', lastError: 'The connection was refused: nothing listens there.', attempts: 1 },
  });
});

test('a newer version replaces a file that is being retried', async () => {
  await shop.putAppointment('T2');
  await shop.submit('T2', { status: 'preliminary', at: after(0) });
  await deliver(1);
  const final = await shop.submit('T2', { status: 'final', at: after(2) });
  await deliver(3);
  const files = (await filesOf(shop.db, 'acme.hook')).filter((file) => file.appointmentId === 'T2');
  expect(files.map(({ version, state, supersededBy }) => [version, state, supersededBy])).toEqual([
    [1, 'superseded', final],
    [2, 'retrying', null],
  ]);
});

test('a partner’s final goes at once; a clinician’s is held, so that its signer can recall it', async () => {
  await shop.putAppointment('H1');
  await shop.putAppointment('H2');
  await shop.submit('H1', { status: 'final', at: after(1000), actor: CLIENT });
  const held = await shop.submit('H2', { status: 'final', at: after(1000), actor: CLINICIAN });
  await deliver(1014.9);
  expect([await statesOf('H1'), await statesOf('H2')]).toMatchObject([{ nowhere: 'sent' }, { nowhere: 'queued' }]);
  const nowhere = (await shop.history(held)).destinations.find(({ service }) => service === 'nowhere');
  expect(nowhere).toMatchObject({ status: 'waiting', sending_at: after(1015).toISOString() });
  await deliver(1015);
  expect(await statesOf('H2')).toMatchObject({ nowhere: 'sent' });
});

test('a clinician’s preliminary and a STAT final are not held', async () => {
  await shop.putAppointment('H3');
  await shop.putAppointment('H4', { priority: 'STAT' });
  await shop.submit('H3', { status: 'preliminary', at: after(2000), actor: CLINICIAN });
  await shop.submit('H4', { status: 'final', at: after(2000), actor: CLINICIAN });
  await deliver(2000);
  expect([await statesOf('H3'), await statesOf('H4')]).toMatchObject([{ nowhere: 'sent' }, { nowhere: 'sent' }]);
});

test('a final withdrawn while it is held never leaves', async () => {
  await shop.putAppointment('H5');
  await shop.submit('H5', { status: 'final', at: after(3000), actor: CLINICIAN });
  await shop.withdraw('H5', after(3010));
  await deliver(3020);
  const files = (await filesOf(shop.db)).filter((file) => file.appointmentId === 'H5');
  expect(new Set(files.map(({ version, state, attempts }) => `${version} ${state} ${attempts}`))).toEqual(
    new Set(['1 superseded 0']),
  );
});

test('a batched file is sent at its slot on the destination’s clock, not before', async () => {
  await shop.putAppointment('M1');
  const report = await shop.submit('M1', { status: 'final', at: after(0) });
  const slot = Date.parse('2026-03-01T22:00:00Z');
  const planned = (await shop.history(report)).destinations.find(({ service }) => service === 'slots');
  expect(planned?.sending_at).toBe('2026-03-01T22:00:00.000Z');
  await deliverDue(shop.context(new Date(slot - 1)));
  expect(await statesOf('M1')).toMatchObject({ slots: 'queued' });
  await deliverDue(shop.context(new Date(slot)));
  expect(await statesOf('M1')).toMatchObject({ slots: 'sent' });
});

test('files from before their destination was one that fetches stop no other destination’s', async () => {
  await shop.putAppointment('T9');
  await shop.submit('T9', { status: 'final', at: after(0), actor: CLIENT });
  await shop.db
    .execute(sql`update receivers set settings = jsonb_set(jsonb_set(settings, '{transport}', '{"type":"DOWNLOAD"}'),
    '{format}', '"TEXT"') where name = 'hook'`);
  await deliver(1);
  expect(await statesOf('T9')).toMatchObject({ hook: 'queued', nowhere: 'sent' });
});
