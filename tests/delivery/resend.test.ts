import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import type { Resent } from '#lib/resends/contract';
import { resendSubmission, type ResendInput } from '#lib/resends/resend-submission';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { getSubmission } from '#lib/submissions/get-submission';
import { CLIENT, CLINICIAN, openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { filesOf } from './files.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);
const HOOK = 'acme.hook';
const CT = 'acme.ct';

let shop: Workshop;
let hook: HttpReceiver;
/** The status that the receivers answer next. */
let answer = 200;
beforeAll(async () => {
  useConfig({ ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) });
  hook = await receiveHttp((response) => {
    response.statusCode = answer;
    response.end();
  });
  const transport = `{ type: WEBHOOK, url: "${hook.url}", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }`;
  shop = await openWorkshop([
    `{ name: hook, format: TEXT, transport: ${transport} }`,
    `{ name: ct, format: TEXT, transport: ${transport}, routingFilter: ["matches(modality, CT)"] }`,
  ]);
});
afterAll(async () => {
  await shop.close();
  await hook.close();
});

let seconds = 0;
const now = () => after((seconds += 100));
let number = 0;
async function appointment(modality = 'US'): Promise<string> {
  number += 1;
  await shop.putAppointment(`R${number}`, { modality });
  return `R${number}`;
}
async function deliver(): Promise<void> {
  const at = now();
  const settings = await loadSnapshot(shop.db);
  for (const claim of await claimDeliveries(shop.db, [HOOK, CT], 10, { at })) {
    await attemptDelivery(shop.context(at), claim, settings);
  }
}
const DEFAULTS = {
  destinations: null,
  reason: 'They lost it',
  reroute: false,
  failedOnly: false,
  idempotencyKey: null,
};
const resend = async (id: string, input: Partial<ResendInput> = {}) => {
  const { json } = await resendSubmission(shop.context(now()), CLINICIAN, { ...DEFAULTS, id, ...input });
  return JSON.parse(json) as Resent;
};
const toldOf = async (id: string, service = 'hook') =>
  (await shop.history(id)).destinations.find((destination) => destination.service === service);
const bodies = () => hook.received.map(({ body }) => body.toString());

test('a delivered report goes again under the same identity; it stays delivered, whatever becomes of that', async () => {
  const report = await shop.submit(await appointment(), { status: 'final', text: 'again', at: now() });
  await deliver();
  const answered = await resend(report, { destinations: [HOOK] });
  expect(answered).toMatchObject({ queued: [{ destination: HOOK, itemCount: 1 }], notQueued: [] });
  expect(await toldOf(report)).toMatchObject({ status: 'delivered' });
  answer = 400;
  await deliver();
  answer = 200;
  const [first, second] = hook.received.slice(-2);
  expect(second?.body.toString()).toBe('again');
  for (const name of ['webhook-id', 'content-disposition']) expect(second?.headers[name]).toBe(first?.headers[name]);
  expect(await toldOf(report)).toMatchObject({ status: 'delivered', sentReports: [expect.anything()] });
  expect((await shop.history(report)).overallStatus).toBe('Partially Delivered');
});

test('a failed report goes again with a schedule of its own, and history says so', async () => {
  const report = await shop.submit(await appointment(), { status: 'final', text: 'failed once', at: now() });
  answer = 400;
  await deliver();
  answer = 200;
  expect(await toldOf(report)).toMatchObject({ status: 'failed' });
  await resend(report);
  expect(await toldOf(report)).toMatchObject({ status: 'waiting' });
  await deliver();
  expect(await toldOf(report)).toMatchObject({ status: 'delivered', attempts: 2, lastError: expect.anything() });
});

test('of what is failed alone, a destination that has it gets nothing again, and nothing goes twice', async () => {
  const report = await shop.submit(await appointment('CT'), { status: 'final', text: 'one of two', at: now() });
  const settings = await loadSnapshot(shop.db);
  for (const name of [HOOK, CT]) {
    answer = name === HOOK ? 400 : 200;
    for (const claim of await claimDeliveries(shop.db, [name], 10, { at: now() }))
      await attemptDelivery(shop.context(now()), claim, settings);
  }
  answer = 200;
  const states = async () => [(await toldOf(report))?.status, (await toldOf(report, 'ct'))?.status];
  expect(await states()).toEqual(['failed', 'delivered']);
  const failedOnly = { failedOnly: true, destinations: [HOOK, CT] };
  expect(await resend(report, failedOnly)).toMatchObject({ queued: [{ destination: HOOK }], notQueued: [] });
  const before = bodies().length;
  await deliver();
  expect(bodies().slice(before)).toEqual(['one of two']);
  expect(await states()).toEqual(['delivered', 'delivered']);
  await expect(resend(report, failedOnly)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('nothing of it failed there'),
  });
});

test('the same key never sends twice: its answer is told again, even once it was delivered', async () => {
  const report = await shop.submit(await appointment(), { status: 'final', text: 'by its key', at: now() });
  await deliver();
  const before = bodies().length;
  const [first, second] = await Promise.all([1, 2].map(() => resend(report, { idempotencyKey: 'one' })));
  await deliver();
  const third = await resend(report, { idempotencyKey: 'one' });
  await deliver();
  expect([second, third]).toEqual([first, first]);
  expect(bodies().slice(before)).toEqual(['by its key']);
  await expect(resend(report, { idempotencyKey: 'one', reason: 'another' })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('a version older than what the destination has, or gets, is refused, and the current one is named', async () => {
  const id = await appointment();
  const early = await shop.submit(id, { status: 'preliminary', at: now() });
  await deliver();
  const late = await shop.submit(id, { status: 'final', at: now() });
  const { submissionId } = await shop.history(late);
  const older = {
    code: 'conflict',
    message: expect.stringMatching(new RegExp(`version 2.*submission ${submissionId}`)),
  };
  await expect(resend(early)).rejects.toMatchObject(older);
  await deliver();
  await expect(resend(early)).rejects.toMatchObject(older);
  const before = bodies().length;
  await deliver();
  expect(bodies()).toHaveLength(before);
  expect((await resend(late)).queued).toHaveLength(1);
  await deliver();
});

test('what is on its way is not queued twice, and nothing is for a destination that it did not meet', async () => {
  const report = await shop.submit(await appointment(), { status: 'final', at: now() });
  await expect(resend(report)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('on its way'),
  });
  await deliver();
  await resend(report);
  await expect(resend(report)).rejects.toMatchObject({ code: 'conflict' });
  await expect(resend(report, { destinations: ['acme.nowhere'] })).rejects.toMatchObject({ code: 'conflict' });
  await deliver();
});

test('of an older version that waits and the newer sent again, the newer goes alone', async () => {
  const id = await appointment();
  answer = 400;
  const preliminary = await shop.submit(id, { status: 'preliminary', text: 'P', at: now() });
  await deliver();
  const final = await shop.submit(id, { status: 'final', text: 'F', at: now() });
  await deliver();
  answer = 200;
  const before = bodies().length;
  await resend(preliminary);
  await resend(final);
  await deliver();
  expect(bodies().slice(before)).toEqual(['F']);
});

test('routing again sends what the repaired filter lets pass, and keeps the earlier verdict', async () => {
  const report = await shop.submit(await appointment('MR'), { status: 'final', text: 'rerouted', at: now() });
  await deliver();
  expect(await toldOf(report, 'ct')).toMatchObject({ status: 'filtered' });
  const { warningCount } = await shop.history(report);
  await expect(resend(report, { reroute: true })).rejects.toMatchObject({ code: 'conflict' });
  await shop.db
    .execute(sql`update receivers set settings = jsonb_set(settings, '{routingFilter}', '["matches(modality, CT, MR)"]')
    where name = 'ct'`);
  expect((await resend(report, { reroute: true })).queued).toMatchObject([{ destination: CT }]);
  await deliver();
  expect(bodies().at(-1)).toBe('rerouted');
  expect(await toldOf(report, 'ct')).toMatchObject({ status: 'delivered', itemCount: 1, filteredReportRows: [] });
  const told = await getSubmission(shop.context(), CLIENT, report, { explain: true });
  expect(told.overallStatus).toBe('Delivered');
  expect(told.warnings).toEqual([]);
  expect([warningCount, told.warningCount]).toEqual([1, 0]);
  expect(told.explanation?.find(({ destination }) => destination === CT)).toMatchObject({
    verdict: 'routed',
    earlier: { verdict: 'filtered', filterType: 'ROUTING_FILTER', reason: expect.stringContaining('modality is “MR”') },
  });
});

test('routing again reaches a destination made since; of two versions never the older after the newer', async () => {
  const id = await appointment('CT');
  const early = await shop.submit(id, { status: 'preliminary', text: 'early', at: now() });
  const late = await shop.submit(id, { status: 'final', text: 'late', at: now() });
  await shop.db.execute(sql`insert into receivers (organization, name, settings)
    select organization, 'made', settings from receivers where name = 'ct'`);
  expect((await resend(late, { reroute: true })).queued).toMatchObject([{ destination: 'acme.made', itemCount: 1 }]);
  await expect(resend(early, { reroute: true })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('version 2'),
  });
  expect((await shop.history(late)).destinations.map(({ service }) => service)).toEqual(['ct', 'hook', 'made']);
  await shop.db.execute(sql`delete from receivers where name = 'made'`);
  await deliver();
});

test('a report that was withdrawn is not routed again to who never had it', async () => {
  const id = await appointment('US');
  const report = await shop.submit(id, { status: 'final', at: now() });
  await deliver();
  await shop.withdraw(id, now());
  await shop.db.execute(
    sql`update receivers set settings = jsonb_set(settings, '{routingFilter}', '[]') where name = 'ct'`,
  );
  await expect(resend(report, { reroute: true })).rejects.toMatchObject({
    message: expect.stringContaining('withdrawn after this version'),
  });
  await deliver();
});

test('a newer version that is accepted at the same moment is never overtaken by the older sent again', async () => {
  for (let round = 0; round < 15; round += 1) {
    const id = await appointment();
    const early = await shop.submit(id, { status: 'preliminary', text: `P${round}`, at: now() });
    answer = 400;
    await deliver();
    answer = 200;
    const at = now();
    await Promise.all([
      resend(early).catch((error: unknown) => error),
      shop.submit(id, { status: 'final', text: `F${round}`, at }),
    ]);
    const open = (await filesOf(shop.db, HOOK)).filter(
      ({ appointmentId, state, supersededBy }) => appointmentId === id && state === 'queued' && supersededBy === null,
    );
    expect(open.map(({ version }) => version)).toEqual([2]);
    await deliver();
  }
});

test('it is audited with its reason, for administrators of the sender alone', async () => {
  const report = await shop.submit(await appointment(), { status: 'final', at: now() });
  await deliver();
  const reader = { ...CLINICIAN, roles: new Map([['acme', ['clinician' as const]]]) };
  for (const actor of [reader, CLIENT]) {
    await expect(resendSubmission(shop.context(), actor, { ...DEFAULTS, id: report })).rejects.toMatchObject({
      code: 'insufficient_scope',
    });
  }
  await resend(report, { reason: 'Their disk broke' });
  const { rows } = await shop.db
    .execute(sql`select principal, detail from audit_events where action = 'submission.resend'
    order by id desc limit 1`);
  expect(rows).toEqual([
    {
      principal: CLINICIAN.principal,
      detail: { reason: 'Their disk broke', destinations: expect.stringContaining(HOOK), items: expect.any(Number) },
    },
  ]);
  await deliver();
});
