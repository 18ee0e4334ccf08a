import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { activateDestination } from '#lib/settings/activate-destination';
import { getDestination } from '#lib/settings/get-destination';
import { pauseDestination } from '#lib/settings/pause-destination';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { CLINICIAN, openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { filesOf } from './files.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);
const REASON = 'The hospital moves its interface engine.';

let shop: Workshop;
let hook: HttpReceiver;
/** The status that it answers next. */
let answer = 200;
beforeAll(async () => {
  useConfig({ ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) });
  hook = await receiveHttp((response) => {
    response.statusCode = answer;
    response.end();
  });
  shop = await openWorkshop([
    `{ name: hook, format: TEXT, transport: { type: WEBHOOK, url: "${hook.url}", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw } }`,
  ]);
});
afterAll(async () => {
  await shop.close();
  await hook.close();
});

const pause = (reason = REASON) =>
  pauseDestination(shop.context(), CLINICIAN, { domain: shop.domain, name: 'hook', reason });
const activate = () => activateDestination(shop.context(), CLINICIAN, { domain: shop.domain, name: 'hook' });
const claim = (seconds: number) => claimDeliveries(shop.db, ['acme.hook'], 10, { at: after(seconds) });
async function deliver(seconds: number): Promise<void> {
  const settings = await loadSnapshot(shop.db);
  for (const held of await claim(seconds)) await attemptDelivery(shop.context(after(seconds)), held, settings);
}
const toldOf = async (report: string) => (await shop.history(report)).destinations[0];

test('what is accepted while a destination is paused waits, says so, and goes in its order once it is active', async () => {
  await shop.putAppointment('A1');
  const early = await shop.submit('A1', { status: 'preliminary', text: 'first', at: after(0) });
  const paused = await pause();
  expect(paused.health.paused).toMatchObject({ reason: REASON });
  expect(paused.settings.customerStatus).toBe('active');
  const late = await shop.submit('A1', { status: 'final', text: 'second', at: after(10) });
  await shop.putAppointment('A2');
  const other = await shop.submit('A2', { status: 'final', text: 'third', at: after(20) });
  expect(await claim(1e6)).toEqual([]);
  await closeSuperseded(shop.context(after(30)));
  expect(await toldOf(early)).toMatchObject({ status: 'superseded', pausedSince: null });
  expect(await toldOf(late)).toMatchObject({
    status: 'waiting',
    attempts: 0,
    pausedSince: paused.health.paused?.since,
    nextRetryAt: null,
    lastError: 'This destination is paused: The hospital moves its interface engine. Its files wait.',
  });
  expect((await activate()).health.paused).toBeNull();
  await deliver(100);
  expect(hook.received.map(({ body }) => body.toString())).toEqual(['second', 'third']);
  expect(await toldOf(other)).toMatchObject({ status: 'delivered', attempts: 1, pausedSince: null });
});

test('pausing again changes neither the reason nor the audit; each change is kept with who made it', async () => {
  await pause();
  await pause('Another reason');
  expect((await getDestination(shop.context(), shop.domain, 'hook')).health.paused?.reason).toBe(REASON);
  await activate();
  await activate();
  const { rows } = await shop.db.execute(sql`select action, principal, detail->>'reason' as reason from audit_events
    where action in ('receiver.pause', 'receiver.activate') order by id desc limit 2`);
  expect(rows).toEqual([
    { action: 'receiver.activate', principal: CLINICIAN.principal, reason: null },
    { action: 'receiver.pause', principal: CLINICIAN.principal, reason: REASON },
  ]);
});

test('a destination that answers 410 is paused with that reason; its file has failed, and the others wait', async () => {
  for (const id of ['G1', 'G2']) await shop.putAppointment(id);
  const gone = await shop.submit('G1', { status: 'final', at: after(200) });
  answer = 410;
  await deliver(200);
  const waits = await shop.submit('G2', { status: 'final', at: after(210) });
  expect(await toldOf(gone)).toMatchObject({ status: 'failed', lastError: 'The destination answered 410.' });
  expect((await getDestination(shop.context(), shop.domain, 'hook')).health.paused).toMatchObject({
    since: after(200).toISOString(),
    reason: expect.stringContaining('410 Gone'),
  });
  expect(await claim(1e6)).toEqual([]);
  expect((await toldOf(waits))?.lastError).toMatch(/paused: The destination answered 410 Gone/);
  const { rows } = await shop.db.execute(sql`select principal from audit_events where action = 'receiver.pause'
    order by id desc limit 1`);
  expect(rows).toEqual([{ principal: 'worker' }]);
  answer = 200;
  await activate();
  await deliver(300);
  expect(
    (await filesOf(shop.db)).filter(({ state, supersededBy }) => state === 'queued' && supersededBy === null),
  ).toEqual([]);
});
