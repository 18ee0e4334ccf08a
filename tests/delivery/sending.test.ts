import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { readHl7Item } from '#lib/intake/read-hl7-item';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);
const SECRETS = { NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) };

let shop: Workshop;
let ehr: MllpListener;
let hook: HttpReceiver;
const messages: string[] = [];
/** What the receiver answers next. */
let code = 'AA';

beforeAll(async () => {
  useConfig({ ...parseConfig({}), ...SECRETS });
  ehr = await listenForMllp((socket, message) => {
    messages.push(message);
    socket.write(ack(code, controlId(message), 'Unknown order'));
  });
  hook = await receiveHttp();
  shop = await openWorkshop([
    `{ name: ehr, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${ehr.port} }, retry: { schedule: [5s] } }`,
    `{ name: hook, format: TEXT, transport: { type: WEBHOOK, url: "${hook.url}", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }, retry: { schedule: [5s] } }`,
  ]);
});
afterAll(async () => {
  await shop.close();
  await ehr.close();
  await hook.close();
});

async function attemptAll(seconds: number): Promise<void> {
  const claims = await claimDeliveries(shop.db, ['acme.ehr', 'acme.hook'], 10, { at: after(seconds) });
  const settings = await loadSnapshot(shop.db);
  for (const claim of claims) await attemptDelivery(shop.context(after(seconds)), claim, settings);
}

const fates = async (report: string) =>
  Object.fromEntries(
    (await shop.history(report)).destinations.map(({ service, status, lastError }) => [service, { status, lastError }]),
  );

test('a report reaches an MLLP receiver and a webhook, word for word, and history says delivered', async () => {
  await shop.putAppointment('A1', {
    patientId: 'P1',
    patientName: 'SAMPLE, Jane',
    accessionNumber: 'ACC1',
    procedureCode: 'CTHEAD',
    modality: 'CT',
  });
  const text = 'FINDINGS: clear | ^ & ~ \\ \nIMPRESSION: none.';
  const report = await shop.submit('A1', { status: 'final', text, at: after(0) });
  await attemptAll(0);
  expect(await fates(report)).toMatchObject({ ehr: { status: 'delivered' }, hook: { status: 'delivered' } });
  const reading = readHl7Item(Buffer.from(messages.at(-1) ?? ''));
  expect(reading).toMatchObject({ kind: 'read', item: { report: { reportText: text } } });
  expect(hook.received.at(-1)?.body.toString()).toBe(text);
});

test('AR is tried again under the same MSH-10; AE stops, and history says why', async () => {
  await shop.putAppointment('A2');
  const report = await shop.submit('A2', { status: 'final', at: after(10) });
  code = 'AR';
  await attemptAll(10);
  expect((await fates(report)).ehr).toMatchObject({ status: 'retrying' });
  code = 'AE';
  await attemptAll(16);
  const lastError = 'The receiver answered AE: Unknown order';
  expect((await fates(report)).ehr).toMatchObject({ status: 'failed', lastError });
  const [first, second] = messages.slice(-2).map(controlId);
  expect(first).toBe(second);
});
