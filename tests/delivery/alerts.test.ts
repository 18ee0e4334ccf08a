import type { ServerResponse } from 'node:http';
import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { sendAlerts } from '#lib/delivery/send-alerts';
import { DEGRADED_AFTER } from '#lib/delivery/weigh-attempt';
import { applySettings } from '#lib/settings/apply-settings';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { parseSettings } from '#lib/settings/parse-settings';
import { startWorker } from '#lib/worker/start-worker';
import { receiveHttp, type HttpReceiver, type ReceivedPost } from '../support/http-receiver.ts';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { type Program, startProgram } from '../support/start-program.ts';
import { until } from '../support/until.ts';

const SECRET = 'whsec_QWxlcnRzIG9mIHRoZSB0ZXN0cywgbm90IGEgc2VjcmV0';
const BEFORE = 'CANARY-the-secret-before-it';
const PATIENT = 'CANARY^PATIENT';

let shop: Workshop;
let ehr: HttpReceiver;
let alerts: HttpReceiver;
let zenith: HttpReceiver;
/** What the FHIR server answers, and what the webhook for alerts does; null: nothing, and its responses are held. */
let ehrAnswers = 503;
let alertsAnswer: number | null = 204;
const held: ServerResponse[] = [];

beforeAll(async () => {
  useConfig({ ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) });
  const issue = { severity: 'error', code: 'transient', diagnostics: `busy with ${PATIENT}` };
  ehr = await receiveHttp((response) => {
    response.statusCode = ehrAnswers;
    response.end(JSON.stringify({ resourceType: 'OperationOutcome', issue: [issue] }));
  });
  alerts = await receiveHttp((response) => {
    if (alertsAnswer === null) held.push(response);
    else response.writeHead(alertsAnswer).end();
  });
  zenith = await receiveHttp();
  shop = await openWorkshop(
    [
      `{ name: ehr, format: FHIR, transport: { type: FHIR, baseUrl: "${ehr.url}" } }`,
      '{ name: well, format: TEXT, transport: { type: "NULL" } }',
    ],
    { organization: `    alertWebhook: { url: "${alerts.url}", secret: ${SECRET}, previousSecret: ${BEFORE} }` },
  );
});
afterAll(async () => {
  await shop.close();
  for (const receiver of [ehr, alerts, zenith]) await receiver.close();
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
beforeEach(async () => {
  await shop.db.execute(sql`delete from destination_states`);
  await shop.db.execute(sql`delete from alerts`);
  await shop.db.execute(sql`update deliveries set state = 'failed', closed_at = now()`);
  [ehrAnswers, alertsAnswer] = [503, 204];
  held.length = 0;
  for (const receiver of [ehr, alerts, zenith]) receiver.received.length = 0;
});

let number = 0;
async function submit(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await shop.putAppointment(`A${(number += 1)}`, { patientName: PATIENT });
    await shop.submit(`A${number}`, { status: 'final', at: new Date(Date.now() - 60_000) });
  }
}

/** Attempts everything that is due to the FHIR server, or to one that was tried before. */
async function attempt(): Promise<void> {
  await shop.db.execute(sql`update deliveries set next_attempt_at = now() where state = 'retrying'`);
  await shop.db.execute(sql`update destination_states set probe_at = now() where degraded_since is not null`);
  const settings = await loadSnapshot(shop.db);
  for (const claim of await claimDeliveries(shop.db, ['acme.ehr'], 20)) {
    await attemptDelivery(shop.context(), claim, settings);
  }
}

/** The destination degrades, as it does after some attempts in a row. */
async function degrade(): Promise<void> {
  await submit(DEGRADED_AFTER + 2);
  await attempt();
}

const waiting = async () =>
  (await shop.db.execute<{ turn: string; attempts: number }>(sql`select turn, attempts from alerts order by id`)).rows;
const beDue = () => shop.db.execute(sql`update alerts set next_attempt_at = now()`);
const typesOf = (posts: readonly ReceivedPost[]) =>
  posts.map(({ body }) => (JSON.parse(body.toString()) as { type: string }).type);

function work(env: Record<string, string> = {}): { worker: Program; said: () => string } {
  const worker = startProgram('worker.ts', shop.url, {
    READOUT_ALLOW_PRIVATE_DESTINATIONS: 'true',
    LOG_LEVEL: 'trace',
    ...env,
  });
  closing.push(() => worker.kill());
  let said = '';
  for (const stream of [worker.process.stdout, worker.process.stderr]) {
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  return { worker, said: () => said };
}

test('an outage is told once and its end once, signed, in our words alone', async () => {
  await degrade();
  await sendAlerts(shop.context());
  for (let times = 0; times < 4; times += 1) await attempt();
  await sendAlerts(shop.context());
  expect(typesOf(alerts.received)).toEqual(['receiver.degraded']);

  const { rows } = await shop.db.execute<{ since: string }>(
    sql`select degraded_since as since from destination_states`,
  );
  const since = new Date(rows[0]?.since ?? 0).toISOString();
  ehrAnswers = 200;
  for (let times = 0; times < 3; times += 1) await attempt();
  await sendAlerts(shop.context());
  await sendAlerts(shop.context());
  expect(typesOf(alerts.received)).toEqual(['receiver.degraded', 'receiver.recovered']);
  expect(await waiting()).toEqual([]);

  const lastError = 'The destination answered 503.';
  for (const { headers, body } of alerts.received) {
    expect(headers['content-type']).toBe('application/json');
    const told = [SECRET, BEFORE].map((secret) =>
      new Webhook(secret.startsWith('whsec_') ? secret : btoa(secret)).verify(body, headers as Record<string, string>),
    );
    expect(told[0]).toEqual({
      type: expect.stringMatching(/^receiver\.(degraded|recovered)$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: { destination: 'acme.ehr', since, lastError },
    });
    expect(JSON.stringify([headers, body.toString()])).not.toContain('CANARY');
  }
  const [degraded, recovered] = alerts.received.map(({ headers }) => headers['webhook-id']);
  expect(degraded).not.toBe(recovered);
});

test('an alert that was not taken is sent again, later and later, as the same message; its recovery waits for it', async () => {
  alertsAnswer = 404;
  await degrade();
  await sendAlerts(shop.context());
  await sendAlerts(shop.context());
  expect(alerts.received).toHaveLength(1);
  ehrAnswers = 200;
  await attempt();
  await sendAlerts(shop.context());
  expect(alerts.received).toHaveLength(1);
  expect(await waiting()).toEqual([
    { turn: 'degraded', attempts: 1 },
    { turn: 'recovered', attempts: 0 },
  ]);
  const waits: number[] = [];
  for (let times = 0; times < 6; times += 1) {
    const { rows } = await shop.db.execute<{ seconds: number }>(
      sql`select extract(epoch from next_attempt_at - now())::float8 as seconds from alerts order by id`,
    );
    waits.push(rows[0]?.seconds ?? 0);
    await beDue();
    await sendAlerts(shop.context());
  }
  for (const [index, seconds] of [5, 30, 120, 600, 900, 900].entries()) {
    expect(waits[index]).toBeGreaterThan(seconds - 5);
    expect(waits[index]).toBeLessThanOrEqual(seconds * 1.1);
  }
  alertsAnswer = 200;
  await beDue();
  await sendAlerts(shop.context());
  expect(typesOf(alerts.received)).toEqual([...Array<string>(8).fill('receiver.degraded'), 'receiver.recovered']);
  expect(new Set(alerts.received.slice(0, 8).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(alerts.received.slice(0, 8).map(({ body }) => body.toString())).size).toBe(1);
  expect(await waiting()).toEqual([]);
});

test('however many workers look at once, an alert is sent once', async () => {
  alertsAnswer = null;
  await degrade();
  const sending = sendAlerts(shop.context());
  await until('it is on its way', () => alerts.received.length === 1);
  await Promise.all(Array.from({ length: 8 }, () => sendAlerts(shop.context())));
  held[0]?.writeHead(204).end();
  await sending;
  await sendAlerts(shop.context());
  expect(alerts.received).toHaveLength(1);
  expect(await waiting()).toEqual([]);
});

test('a webhook that answers 410, and one that takes nothing for a day, are given up with a line in the log', async () => {
  await degrade();
  await shop.db.execute(sql`update alerts set raised_at = now() - interval '23 hours 50 minutes', attempts = 90`);
  alertsAnswer = 500;
  const { worker } = work();
  const line = JSON.parse(await worker.says(/an alert was given up/)) as object;
  expect(line).toMatchObject({ destination: 'acme.ehr', turn: 'degraded', attempts: 91, why: 'HTTP 500' });
  expect(await waiting()).toEqual([]);
  ehrAnswers = 200;
  alertsAnswer = 410;
  await attempt();
  await worker.says(/"turn":"recovered".*"why":"HTTP 410".*an alert was given up/);
  expect(await waiting()).toEqual([]);
  expect(alerts.received).toHaveLength(2);
});

test('an alert survives the worker that raised it, and one that stopped while it sent it', async () => {
  await degrade();
  alertsAnswer = null;
  const first = work();
  await until('it is on its way', () => alerts.received.length === 1);
  await first.worker.kill();
  expect(await waiting()).toEqual([{ turn: 'degraded', attempts: 1 }]);
  alertsAnswer = 204;
  // As if a minute had passed.
  await beDue();
  const second = work();
  await until('it is sent', async () => (await waiting()).length === 0);
  expect(new Set(alerts.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(alerts.received).toHaveLength(2);
  for (const { said } of [first, second]) {
    for (const secret of [SECRET, SECRET.slice(6), BEFORE, 'CANARY']) expect(said()).not.toContain(secret);
  }
});

test('a private address is refused unless the deployment allows it, and nothing connects', async () => {
  await degrade();
  const { worker } = work({ READOUT_ALLOW_PRIVATE_DESTINATIONS: 'false' });
  expect(await worker.says(/an alert was not taken/)).toContain('READOUT_ALLOW_PRIVATE_DESTINATIONS');
  expect(await waiting()).toEqual([{ turn: 'degraded', attempts: 1 }]);
  expect(alerts.received).toEqual([]);
});

test('a redirect is not followed', async () => {
  const redirecting = await receiveHttp((response) => response.writeHead(307, { location: zenith.url }).end());
  closing.push(() => redirecting.close());
  await degrade();
  await shop.db.execute(sql`update alert_webhooks set url = ${redirecting.url} where organization = 'acme'`);
  closing.push(async () => {
    await shop.db.execute(sql`update alert_webhooks set url = ${alerts.url} where organization = 'acme'`);
  });
  await sendAlerts(shop.context());
  expect(redirecting.received).toHaveLength(1);
  expect(zenith.received).toEqual([]);
  expect(await waiting()).toEqual([{ turn: 'degraded', attempts: 1 }]);
});

test('a webhook for alerts that never answers holds up no delivery, and no other organization’s alerts', async () => {
  const parsed = parseSettings(
    `organizations: [{ name: zenith, timeZone: UTC, alertWebhook: { url: "${zenith.url}", secret: another secret } }]`,
    {},
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applySettings(shop.context(), parsed.settings);
  alertsAnswer = null;
  await degrade();
  await shop.db
    .execute(sql`insert into alerts (message_id, organization, destination, turn, since, raised_at, next_attempt_at)
    values (gen_random_uuid(), 'zenith', 'zenith.ehr', 'degraded', now(), now(), now())`);
  const worker = startWorker(shop.db);
  closing.push(() => worker.stop());
  await until('the alert is on its way', () => alerts.received.length === 1);
  await submit(20);
  await until('files are sent', async () => {
    const { rows } = await shop.db.execute(sql`select 1 from deliveries
      where destination = 'acme.well' and state = 'sent'`);
    return rows.length >= 20;
  });
  await until('the other organization is told', () => zenith.received.length === 1);
  expect(JSON.parse(zenith.received[0]?.body.toString() ?? '')).toMatchObject({ data: { destination: 'zenith.ehr' } });
  expect(await waiting()).toEqual([{ turn: 'degraded', attempts: 1 }]);
  expect(alerts.received).toHaveLength(1);
});

test('without a webhook nothing is kept to be sent, and what waited is not sent once there is none any more', async () => {
  await degrade();
  await shop.db.execute(sql`delete from alert_webhooks`);
  await sendAlerts(shop.context());
  expect(await waiting()).toEqual([]);
  ehrAnswers = 200;
  await attempt();
  expect(await waiting()).toEqual([]);
  expect(alerts.received).toEqual([]);
});
