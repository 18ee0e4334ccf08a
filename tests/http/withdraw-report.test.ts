import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type ApiRequest, type House } from '../support/open-house.ts';
import {
  appointmentPath,
  countVersions,
  FINAL,
  historyPath,
  pendingAppointment,
  PRELIMINARY,
  reported,
  reportingPath,
  reportPath,
  submit,
} from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const withdraw = (id: string, request: ApiRequest = {}) =>
  house.api('POST', `${reportPath(id)}/withdraw`, { body: { reason: 'wrong patient' }, ...request });

describe('a withdrawal', () => {
  test('is a new version with the text it withdraws, under a guid of its own', async () => {
    const { id, answer: final } = await reported(house, { ...FINAL, interpretingClinicianName: 'Dr B' });
    const answer = await withdraw(id);
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.json)).toEqual(['reportGuid', 'reportStatus', 'reportedAtUtc']);
    expect(answer.json.reportStatus).toBe('withdrawn');
    expect(answer.json.reportGuid).not.toBe(final.json.reportGuid);
    expect((await house.api('GET', reportPath(id))).json).toMatchObject({
      reportGuid: answer.json.reportGuid,
      reportStatus: 'withdrawn',
      reportText: FINAL.reportText,
      interpretingClinicianName: 'Dr B',
      version: 2,
    });
  });

  test('tells where its history is, and history tells of it', async () => {
    const { id } = await reported(house, FINAL);
    const answer = await withdraw(id);
    expect(answer.headers.get('location')).toBe(historyPath(answer.json.reportGuid));
    const { json } = await house.api('GET', historyPath(answer.json.reportGuid));
    expect(json).toMatchObject({ reportStatus: 'withdrawn', version: 2, appointmentId: id });
  });

  test('opens the appointment again, also one whose correction window has ended', async () => {
    const { id } = await reported(house, FINAL);
    await house.db.execute(
      sql`update appointments set first_final_at = now() - interval '3 days' where appointment_id = ${id}`,
    );
    expect((await submit(house, id, FINAL)).status).toBe(404);
    expect((await withdraw(id)).status).toBe(201);
    expect((await house.api('GET', reportingPath(id))).json.status).toBe('PENDING REPORTING');
    expect((await submit(house, id, PRELIMINARY)).status).toBe(201);
    expect((await submit(house, id, FINAL)).status).toBe(201);
  });

  test('opens one that the practice has closed', async () => {
    const { id } = await reported(house, FINAL);
    await house.api('PUT', appointmentPath(id), { body: { status: 'FINALISED', modality: 'CT' } });
    await withdraw(id);
    expect((await house.api('GET', reportingPath(id))).json.status).toBe('PENDING REPORTING');
  });

  test('lets the next final be a final, not a correction', async () => {
    const { id } = await reported(house, FINAL);
    await withdraw(id);
    const { json } = await submit(house, id, { ...FINAL, reportText: 'The right patient.' });
    const { rows } = await house.db.execute(
      sql`select result_status from report_versions where report_guid = ${json.reportGuid}::uuid`,
    );
    expect(rows).toEqual([{ result_status: 'F' }]);
  });

  test('keeps its reason, and is audited', async () => {
    const { id } = await reported(house, FINAL);
    const { json } = await withdraw(id, { body: { reason: ' wrong exam: Ä ' } });
    const { rows } = await house.db
      .execute(sql`select v.reason, v.result_status, e.action, e.principal from report_versions v
      join audit_events e on e.entity_id = v.report_guid::text where v.report_guid = ${json.reportGuid}::uuid`);
    expect(rows).toEqual([
      { reason: ' wrong exam: Ä ', result_status: 'X', action: 'report.withdraw', principal: 'client:acme-ris' },
    ]);
  });

  test('by a clinician is theirs', async () => {
    const { id } = await reported(house, FINAL);
    await withdraw(id, { cookie: await house.cookieOf('rad@acme.test') });
    expect((await house.api('GET', reportPath(id))).json.versions[0].source).toBe('portal');
  });
});

describe('404', () => {
  test.each<[string, () => Promise<string>]>([
    ['without an appointment', async () => 'never-told'],
    ['without a report', () => pendingAppointment(house)],
    [
      'of a report that is withdrawn already',
      async () => {
        const { id } = await reported(house, FINAL);
        await withdraw(id);
        return id;
      },
    ],
  ])('%s', async (_, prepare) => {
    const id = await prepare();
    const before = await countVersions(house, id);
    expect((await withdraw(id)).status).toBe(404);
    expect(await countVersions(house, id)).toBe(before);
  });
});

test.each([undefined, null, '', ' \t', 7, 'a\nb', 'a\0b', 'x'.repeat(1001)])('the reason %j is 400', async (reason) => {
  const { id } = await reported(house, FINAL);
  expect((await withdraw(id, { body: { reason } })).status).toBe(400);
  expect(await countVersions(house, id)).toBe(1);
});

test('of many at once one goes through', async () => {
  const { id } = await reported(house, FINAL);
  const answers = await Promise.all(Array.from({ length: 5 }, () => withdraw(id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404, 404]);
});

test('a stale If-Match is 409 and withdraws nothing', async () => {
  const { id } = await reported(house, PRELIMINARY, FINAL);
  const stale = await withdraw(id, { headers: { 'if-match': '"1"' } });
  expect([stale.status, stale.json.currentVersion]).toEqual([409, 2]);
  expect((await withdraw(id, { headers: { 'if-match': '"2"' } })).status).toBe(201);
});

describe('its Idempotency-Key', () => {
  const keyed = (key: string, reason = 'wrong patient') => ({ body: { reason }, headers: { 'idempotency-key': key } });

  test('replays the answer, and is 409 for another reason', async () => {
    const { id } = await reported(house, FINAL);
    const [first, again] = [await withdraw(id, keyed('w1')), await withdraw(id, keyed('w1'))];
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect((await withdraw(id, keyed('w1', 'another'))).status).toBe(409);
    expect(await countVersions(house, id)).toBe(2);
  });

  test('is a new one after 24 hours', async () => {
    const { id } = await reported(house, FINAL);
    await withdraw(id, keyed('w2'));
    await submit(house, id, FINAL);
    await house.db.execute(sql`update idempotency_keys set created_at = now() - interval '24 hours' where key = 'w2'`);
    const answer = await withdraw(id, keyed('w2'));
    expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect(await countVersions(house, id)).toBe(4);
  });
});
