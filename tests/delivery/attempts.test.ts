import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { MOST_KEPT } from '#lib/attempts/keep-content';
import { purgeContents } from '#lib/attempts/purge-contents';
import { unsealBytes } from '#lib/encryption';
import { sha256 } from '#lib/ids';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);
const SECRETS = { NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) };
const CANARY = 'CANARY of a patient';

let shop: Workshop;
let ehr: MllpListener;
let hook: HttpReceiver;
/** What the listener was sent, whole. */
const messages: string[] = [];
let code = 'AR';

beforeAll(async () => {
  useConfig({ ...parseConfig({}), ...SECRETS });
  ehr = await listenForMllp((socket, message) => {
    messages.push(message);
    socket.write(ack(code, controlId(message), CANARY));
  });
  hook = await receiveHttp((response, { body }) => response.writeHead(422).end(body));
  shop = await openWorkshop([
    `{ name: ehr, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${ehr.port} }, retry: { schedule: [5s, 5s] } }`,
    `{ name: hook, format: TEXT, transport: { type: WEBHOOK, url: "${hook.url}", secret: a webhook secret }, retry: { schedule: [5s] } }`,
  ]);
});
afterAll(async () => {
  await shop.close();
  await ehr.close();
  await hook.close();
});

async function attempt(service: string, seconds: number): Promise<number> {
  const [claim] = await claimDeliveries(shop.db, [`acme.${service}`], 1, { at: after(seconds) });
  if (!claim) throw new Error('Nothing was claimed.');
  await attemptDelivery(shop.context(after(seconds)), claim, await loadSnapshot(shop.db));
  return claim.id;
}

type Attempt = {
  attempt: number;
  outcome: string;
  address: string;
  reply_status: number | null;
  content_sha256: Buffer;
  reply_sha256: Buffer;
};
type Content = { sha256: Buffer; sealed: Buffer; byte_count: number; kept_at: Date };

async function kept(delivery: number) {
  const attempts = await shop.db.execute<Attempt>(
    sql`select * from delivery_attempts where delivery_id = ${delivery} order by attempt`,
  );
  const contents = await shop.db.execute<Content>(
    sql`select * from delivery_contents where delivery_id = ${delivery} order by kept_at, byte_count`,
  );
  const read = (hash: Buffer) => {
    const found = contents.rows.find((one) => one.sha256.equals(hash));
    return found && unsealBytes(found.sealed).toString();
  };
  return { attempts: attempts.rows, contents: contents.rows, read };
}

test('each attempt keeps what it sent and was answered, to whom, and the same bytes once', async () => {
  await shop.putAppointment('A1', { patientName: CANARY });
  await shop.submit('A1', { status: 'final', at: after(0) });
  const delivery = await attempt('ehr', 0);
  code = 'AA';
  await attempt('ehr', 6);
  const { attempts, contents, read } = await kept(delivery);
  const address = `127.0.0.1:${ehr.port}`;
  expect(attempts).toMatchObject([
    { attempt: 1, outcome: 'retry', address, reply_status: null },
    { attempt: 2, outcome: 'delivered', address, reply_status: null },
  ]);
  expect(attempts.map(({ content_sha256: hash }) => read(hash))).toEqual(messages.slice(-2));
  expect(attempts.map(({ reply_sha256: hash }) => /MSA\|(..)/.exec(read(hash) ?? '')?.[1])).toEqual(['AR', 'AA']);
  expect(contents).toHaveLength(3);
  expect(Buffer.concat(contents.map(({ sealed }) => sealed)).includes(CANARY)).toBe(false);
});

test('a reply that is the message itself is kept once, with the HTTP status; of a long one the beginning', async () => {
  await shop.putAppointment('A2');
  const text = `${CANARY} ${'ü'.repeat(MOST_KEPT / 2)}`;
  await shop.submit('A2', { status: 'final', text, at: after(10) });
  const echoed = await kept(await attempt('hook', 10));
  expect(echoed.attempts[0]).toMatchObject({ content_sha256: echoed.attempts[0]?.reply_sha256, reply_status: 422 });
  expect(echoed.contents).toHaveLength(1);
  const { attempts, contents } = await kept(await attempt('hook', 10));
  expect(attempts).toMatchObject([{ outcome: 'failed', reply_status: 422, content_sha256: sha256(text) }]);
  const sent = contents.find((one) => one.sha256.equals(sha256(text)));
  expect(sent?.byte_count).toBe(Buffer.byteLength(text));
  expect(unsealBytes(sent?.sealed ?? Buffer.of()).equals(Buffer.from(text).subarray(0, MOST_KEPT))).toBe(true);
});

test('contents go after their days, counted from the last attempt that sent them; the attempts stay', async () => {
  await shop.db.execute(sql`update delivery_contents set kept_at = now() - interval '31 days'`);
  const [first] = (
    await shop.db.execute<{ sha256: Buffer }>(sql`update delivery_contents
    set kept_at = now() - interval '29 days' where ctid = (select min(ctid) from delivery_contents) returning sha256`)
  ).rows;
  const attempts = async () => (await shop.db.execute(sql`select * from delivery_attempts order by 1, 2`)).rows;
  const before = await attempts();
  expect(await purgeContents(shop.db)).toBeGreaterThan(2);
  const left = await shop.db.execute<{ sha256: Buffer }>(sql`select sha256 from delivery_contents`);
  expect(left.rows).toEqual([first]);
  expect(await attempts()).toEqual(before);
  expect(await purgeContents(shop.db)).toBe(0);
});

test('an attempt that sends the same again keeps it from then on', async () => {
  code = 'AR';
  await shop.db.execute(sql`update deliveries set state = 'failed' where state = 'queued'`);
  await shop.putAppointment('A3');
  await shop.submit('A3', { status: 'final', at: after(100) });
  const delivery = await attempt('ehr', 100);
  await attempt('ehr', 1000);
  const { attempts, contents } = await kept(delivery);
  const sent = contents.find((one) => one.sha256.equals(attempts[0]?.content_sha256 ?? Buffer.of()));
  expect(new Date(sent?.kept_at ?? 0)).toEqual(after(1000));
});
