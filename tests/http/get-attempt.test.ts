import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { useSecretKey } from '#lib/encryption';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { openHouse, type ApiRequest, type House } from '../support/open-house.ts';
import { SETTINGS } from '../support/settings.ts';
import { FINAL, historyPath, pendingAppointment, submit } from './partner.ts';

let house: House;
let ehr: MllpListener;
let guid: string;
/** The delivery's. */
let reportId: string;

const KEY = 'a test secret key of more than thirty-two characters';

beforeAll(async () => {
  ehr = await listenForMllp((socket, message) => socket.write(ack('AE', controlId(message), 'CANARY unknown')));
  const mllp = `{ name: pacs, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${ehr.port} } }`;
  house = await openHouse({ settings: SETTINGS.replace('    receivers:\n', `    receivers:\n      - ${mllp}\n`) });
  house.token = await house.tokenOf('acme-ris');
  useConfig({
    ...parseConfig({}),
    NEXTAUTH_SECRET: 'a test session secret of more than thirty-two characters',
    READOUT_SECRET_KEY: KEY,
  });
  const id = await pendingAppointment(house, { patientName: 'CANARY, Patient' });
  guid = (await submit(house, id, { ...FINAL, reportText: 'CANARY of acme' })).json.reportGuid;
  const [claim] = await claimDeliveries(house.db, ['acme.pacs'], 1);
  if (!claim) throw new Error('Nothing was claimed.');
  ({ reportId } = claim);
  await attemptDelivery(house.context, claim, await loadSnapshot(house.db));
});
afterAll(async () => {
  await house.close();
  await ehr.close();
});

const pathOf = (id: string, attempt: number | string = 1) => `/api/waters/report/${id}/attempts/${attempt}`;
const as = async (email: string): Promise<ApiRequest> => ({ cookie: await house.cookieOf(email) });
const reads = async () =>
  (
    await house.db.execute<{ principal: string; entity_id: string; organization: string; detail: unknown }>(
      sql`select principal, entity_id, organization, detail from audit_events where action = 'attempt.read' order by id`,
    )
  ).rows;

test('an administrator of the sender reads what was sent and answered, decoded; each read is audited', async () => {
  const before = await reads();
  const { status, json, headers } = await house.api('GET', pathOf(reportId), await as('admin@acme.test'));
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  const address = `127.0.0.1:${ehr.port}`;
  expect(json).toMatchObject({
    destination: 'acme.pacs',
    reportId,
    attempt: 1,
    outcome: 'failed',
    detail: 'The receiver answered AE: CANARY unknown',
    address,
    fileType: 'HL7',
    state: 'kept',
    sent: { isCut: false, decoded: { kind: 'hl7' } },
    reply: { decoded: { kind: 'hl7' } },
  });
  expect(Buffer.from(json.sent.base64, 'base64').toString()).toContain('CANARY of acme');
  expect(json.replyWords).toContainEqual({ label: 'Acknowledgment (MSA-1)', value: 'AE: application error' });
  const [message] = json.sent.decoded.messages;
  const values = message.parts.flatMap((part: { values: unknown[] }) => part.values);
  expect(values).toContainEqual({ place: 'PID[1]-5[1].1', name: 'Patient name', value: 'CANARY' });
  const added = (await reads()).slice(before.length);
  expect(added).toMatchObject([{ entity_id: reportId, organization: 'acme', detail: { attempt: 1 } }]);
  expect(JSON.stringify(added)).not.toContain('CANARY');
});

test('history names the address and that it can be read to administrators, to nobody else', async () => {
  const told = async (request: ApiRequest) => {
    const { json } = await house.api('GET', `${historyPath(guid)}?explain=true`, request);
    const attempts: { destination: string; address: string | null; isKept: boolean }[] = json.deliveryAttempts;
    return attempts.filter(({ destination }) => destination === 'acme.pacs');
  };
  const kept = { address: `127.0.0.1:${ehr.port}`, isKept: true };
  for (const who of ['admin@acme.test', 'root@readout.test']) expect(await told(await as(who))).toMatchObject([kept]);
  const plain = { address: null, isKept: false };
  for (const request of [await as('rad@acme.test'), {}]) expect(await told(request)).toMatchObject([plain]);
});

test('clinicians and clients of the sender are refused, and nothing is audited as read', async () => {
  const before = await reads();
  for (const request of [await as('rad@acme.test'), { token: await house.tokenOf('acme-ris') }]) {
    const answer = await house.api('GET', pathOf(reportId), request);
    expect([answer.status, answer.json]).toEqual([401, { error: 'Unauthorized' }]);
  }
  expect((await house.api('GET', pathOf(reportId), { token: null })).status).toBe(401);
  expect(await reads()).toEqual(before);
});

test('another organization’s administrator finds it as little as one that does not exist', async () => {
  await house.db.execute(sql`insert into memberships (user_id, organization, role)
    select id, 'zenith', 'admin' from users where email = 'rad@zenith.test'`);
  const request = await as('rad@zenith.test');
  const before = await reads();
  for (const id of [reportId, '01900000-0000-7000-8000-000000000000', 'nonsense']) {
    const answer = await house.api('GET', pathOf(id), request);
    expect([answer.status, answer.json]).toEqual([404, { error: `${id} has no attempt 1 that you may read` }]);
  }
  expect((await house.api('GET', pathOf(reportId, 2), await as('admin@acme.test'))).status).toBe(404);
  expect((await house.api('GET', pathOf(reportId, 'x'), await as('admin@acme.test'))).status).toBe(400);
  expect(await reads()).toEqual(before);
});

test('what is encrypted with another key is told as that; the attempt is told all the same', async () => {
  useSecretKey('another secret key of more than thirty-two characters');
  const { status, json } = await house.api('GET', pathOf(reportId), await as('admin@acme.test'));
  useSecretKey(KEY);
  expect([status, json.state, json.sent, json.reply, json.outcome]).toEqual([200, 'unreadable', null, null, 'failed']);
});

test('a file with another organization’s reports is withheld from each of the two, not from platform administrators', async () => {
  const token = await house.tokenOf('zenith-ris');
  const theirs = await pendingAppointment({ ...house, token }, {}, 'zenith');
  await house.api('POST', `/integrations/v1/zenith/reporting/appointments/${theirs}/report`, { token, body: FINAL });
  await house.db
    .execute(sql`insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
    select s.id, 1, d.id, d.destination, 'zenith/another', 1 from submissions s, deliveries d where s.organization = 'zenith' and d.report_id = ${reportId}::uuid`);
  for (const who of ['admin@acme.test', 'rad@zenith.test']) {
    const { text, json } = await house.api('GET', pathOf(reportId), await as(who));
    expect([json.state, json.sent, json.reply, json.replyWords]).toEqual(['withheld', null, null, []]);
    expect(text).not.toContain('of acme');
  }
  expect((await house.api('GET', pathOf(reportId), await as('root@readout.test'))).json.state).toBe('kept');
  const { json } = await house.api('GET', `${historyPath(guid)}?explain=true`, await as('admin@acme.test'));
  const attempts: { destination: string; isKept: boolean }[] = json.deliveryAttempts;
  expect(attempts.find(({ destination }) => destination === 'acme.pacs')?.isKept).toBe(false);
  await house.db.execute(sql`delete from delivery_items where submission_id in
    (select id from submissions where organization = 'zenith') and delivery_id in
    (select id from deliveries where report_id = ${reportId}::uuid)`);
});

test('once its days are over it is told as removed; an attempt that sent nothing has nothing', async () => {
  await house.db.execute(sql`delete from delivery_contents`);
  expect((await house.api('GET', pathOf(reportId), await as('admin@acme.test'))).json.state).toBe('removed');
  await house.db.execute(sql`update delivery_attempts set content_sha256 = null, reply_sha256 = null`);
  expect((await house.api('GET', pathOf(reportId), await as('admin@acme.test'))).json.state).toBe('none');
});
