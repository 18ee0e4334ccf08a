import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordSha256 } from '#lib/reports/chain';
import { countVersions, FINAL, PRELIMINARY, reportingPath, reportPath, rowsOf } from '../http/partner.ts';
import { openReadingHouse, type Person, type ReadingHouse } from './reading-house.ts';

let house: ReadingHouse;
beforeAll(async () => {
  house = await openReadingHouse();
});
afterAll(() => house.close());

const WRONG_SIDE = {
  reportText: 'FINDINGS: Fracture of the left wrist.\nIMPRESSION: Left wrist fracture.',
  reportStatus: 'final',
};
const RIGHT_WRIST = { laterality: 'R', studyDescription: 'XR right wrist' };
const REASON = { rule: 'side-mismatch', reason: 'The order is wrong; the referrer was told.' };

const sign = (person: Person, id: string, body: object, headers: Record<string, string> = {}) =>
  house.as(person, 'POST', reportPath(id), { body, headers });
const reportOf = async (id: string) => (await house.as('ada', 'GET', reportPath(id))).json;

describe('a person’s report is checked on the server', () => {
  test('one that a check blocks is refused, naming the check and quoting nothing', async () => {
    const id = await house.appointment(RIGHT_WRIST);
    const refused = await sign('ada', id, WRONG_SIDE);
    expect(refused).toMatchObject({
      status: 400,
      json: {
        detail: 'The report was not signed. side-mismatch: needs to be put right, or overridden with a reason.',
        errors: [{ pointer: '/reportText', detail: 'side-mismatch' }],
      },
    });
    expect(await countVersions(house, id)).toBe(0);
  });

  test('one that says nothing is stopped, whatever the override', async () => {
    const id = await house.appointment();
    const overrides = [{ rule: 'empty-report', reason: 'because' }];
    const refused = await sign('ada', id, { reportText: '— . —', reportStatus: 'final', overrides });
    expect(refused).toMatchObject({ status: 400, json: { errors: [{ detail: 'empty-report' }] } });
    expect(refused.json.detail).toContain('cannot be overridden');
  });

  test('a warning stops nobody', async () => {
    const id = await house.appointment({ patientSex: 'M' });
    expect((await sign('ada', id, { ...FINAL, reportText: 'The uterus is normal.' })).status).toBe(201);
  });

  test('a refusal leaves the key free, and the override changes the request', async () => {
    const id = await house.appointment(RIGHT_WRIST);
    const headers = { 'idempotency-key': `sign-${id}` };
    expect((await sign('ada', id, WRONG_SIDE, headers)).status).toBe(400);
    const body = { ...WRONG_SIDE, overrides: [REASON] };
    const first = await sign('ada', id, body, headers);
    const again = await sign('ada', id, body, headers);
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    const other = { ...WRONG_SIDE, overrides: [{ ...REASON, reason: 'Another reason.' }] };
    expect((await sign('ada', id, other, headers)).status).toBe(409);
    expect(await countVersions(house, id)).toBe(1);
  });

  test('a newer version and a closed appointment are told before any check', async () => {
    const id = await house.appointment(RIGHT_WRIST);
    await sign('ada', id, PRELIMINARY);
    expect((await sign('ada', id, WRONG_SIDE, { 'if-match': '"0"' })).status).toBe(409);
    expect((await sign('ada', 'nowhere', WRONG_SIDE)).status).toBe(404);
  });
});

describe('an override', () => {
  test('signs, and its reason is kept with the version, in its record and, by the check’s name, in the audit', async () => {
    const id = await house.appointment(RIGHT_WRIST);
    const answer = await sign('ada', id, { ...WRONG_SIDE, overrides: [REASON] });
    expect(answer.status).toBe(201);
    expect((await reportOf(id)).versions).toMatchObject([{ version: 1, overrides: [REASON] }]);
    // oxlint-disable-next-line typescript/no-explicit-any -- a row as the database has it
    const [row] = await rowsOf<Record<string, any>>(
      house,
      sql`select v.*, a.domain, a.appointment_id from report_versions v join appointments a on a.id = v.appointment_key
        where v.report_guid = ${answer.json.reportGuid}::uuid`,
    );
    if (!row) throw new Error('The version is missing.');
    const record = {
      domain: row.domain,
      appointmentId: row.appointment_id,
      version: row.version,
      reportGuid: row.report_guid,
      reportStatus: row.report_status,
      resultStatus: row.result_status,
      textSha256: row.text_sha256,
      reportFormat: row.report_format,
      clinicianName: row.clinician_name,
      clinicianProviderNumber: row.clinician_provider_number,
      clinicianEmail: row.clinician_email,
      reportedAtUtc: row.reported_at_utc,
      reason: row.reason,
      source: row.source,
      principal: row.principal,
      snapshot: row.snapshot,
    };
    expect(recordSha256({ ...record, overrides: row.overrides })).toEqual(row.record_sha256);
    expect(recordSha256({ ...record, overrides: null })).not.toEqual(row.record_sha256);
    const events = await rowsOf(
      house,
      sql`select detail from audit_events where action = 'report.submit' and entity_id = ${answer.json.reportGuid}`,
    );
    expect(events).toMatchObject([{ detail: { version: 1, overriddenChecks: 'side-mismatch' } }]);
    expect(JSON.stringify(events)).not.toContain('referrer');
  });

  test('of a check that blocks nothing is not kept', async () => {
    const id = await house.appointment();
    expect((await sign('ada', id, { ...FINAL, overrides: [REASON] })).status).toBe(201);
    expect((await reportOf(id)).versions[0].overrides).toEqual([]);
  });

  test.each([
    ['no reason', [{ ...REASON, reason: ' ' }], '/overrides/0/reason'],
    ['a check that does not exist', [{ ...REASON, rule: 'spelling' }], '/overrides/0/rule'],
    ['one check twice', [REASON, REASON], '/overrides'],
    ['no list', 'all', '/overrides'],
  ])('with %s is refused', async (_, overrides, pointer) => {
    const id = await house.appointment(RIGHT_WRIST);
    const refused = await sign('ada', id, { ...WRONG_SIDE, overrides });
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([400, pointer]);
    expect(await countVersions(house, id)).toBe(0);
  });
});

describe('a client’s report', () => {
  test('is not checked, and whatever it calls overrides is an unknown member', async () => {
    for (const overrides of [undefined, null, 1, 'x', [REASON], { a: [1] }]) {
      const id = await house.appointment(RIGHT_WRIST);
      const headers = { 'idempotency-key': `client-${id}` };
      const first = await house.api('POST', reportPath(id), { body: { ...WRONG_SIDE, overrides }, headers });
      const plain = await house.api('POST', reportPath(id), { body: WRONG_SIDE, headers });
      expect([first.status, plain.status, plain.text]).toEqual([201, 201, first.text]);
      expect(plain.headers.get('idempotent-replayed')).toBe('true');
      expect((await reportOf(id)).versions[0].overrides).toEqual([]);
      const events = await rowsOf(
        house,
        sql`select detail from audit_events where action = 'report.submit' and entity_id = ${first.json.reportGuid}`,
      );
      expect(Object.keys(events[0]?.detail as object).sort()).toEqual(['reportStatus', 'submissionId', 'version']);
    }
  });
});

describe('another patient whom the signer had open', () => {
  const names = async (person: Person, id: string, domain = 'acme') =>
    (await house.as(person, 'GET', `${reportingPath(id, domain)}/other-patients`)).json.otherPatients as string[];

  test('is told to the page and blocks the report that names them: claimed, drafted or signed', async () => {
    const claimed = await house.appointment({ patientName: 'CLAIMED, Carla', patientId: 'P-claimed' });
    const drafted = await house.appointment({ patientName: 'DRAFTED, Dora', patientId: 'P-drafted' });
    const signed = await house.appointment({ patientName: 'SIGNED, Sina', patientId: 'P-signed' });
    await house.claim('ben', claimed);
    await house.save('ben', drafted, 0, { reportText: 'x' });
    await house.as('ben', 'POST', `${reportingPath(drafted)}/claim/release`, { body: { tab: crypto.randomUUID() } });
    await sign('ben', signed, FINAL);
    const id = await house.appointment({ patientName: 'OWN, Olga', patientId: 'P-own' });
    expect((await names('ben', id)).sort()).toEqual(['CLAIMED, Carla', 'DRAFTED, Dora', 'SIGNED, Sina']);
    for (const name of ['Carla Claimed', 'Dora Drafted', 'Sina Signed']) {
      const refused = await sign('ben', id, { ...FINAL, reportText: `Compared with ${name}, unchanged.` });
      expect([name, refused.status, refused.json.errors]).toEqual([
        name,
        400,
        [{ pointer: '/reportText', detail: 'other-patient' }],
      ]);
    }
    expect((await sign('ada', id, { ...FINAL, reportText: 'Compared with Carla Claimed.' })).status).toBe(201);
  });

  test('is never the appointment’s own patient, nor one of a domain that one no longer reports in', async () => {
    const other = await house.appointment({ patientName: 'SAMPLE, Jane', patientId: 'P-jane' });
    const renamed = await house.appointment({ patientName: 'SAMPLE-LEE, Jane', patientId: 'P-jane' });
    const foreign = await house.appointment({ patientName: 'VIENNA, Vera' }, 'zenith');
    for (const id of [other, renamed]) await house.claim('sol', id);
    await house.as('sol', 'POST', `${reportingPath(foreign, 'zenith')}/claim`, { body: { tab: crypto.randomUUID() } });
    const id = await house.appointment({ patientName: 'SAMPLE, Jane', patientId: 'P-jane' });
    expect(await names('sol', id)).toEqual(['VIENNA, Vera']);
    await house.db.execute(sql`delete from memberships where organization = 'zenith'
      and user_id = (select id from users where email = 'sol@readout.test')`);
    expect(await names('sol', id)).toEqual([]);
  });

  test('is forgotten after twelve hours', async () => {
    const before = await house.appointment({ patientName: 'EARLIER, Erna' });
    await house.claim('zoe', before);
    const id = await house.appointment({}, 'zenith');
    const open = await house.appointment({ patientName: 'EARLIER, Erna' }, 'zenith');
    await house.as('zoe', 'POST', `${reportingPath(open, 'zenith')}/claim`, { body: { tab: crypto.randomUUID() } });
    expect(await names('zoe', id, 'zenith')).toEqual(['EARLIER, Erna']);
    await house.db.execute(sql`update claims set claimed_at = now() - interval '12 hours'`);
    expect(await names('zoe', id, 'zenith')).toEqual([]);
  });

  test('is nobody’s business but a signed-in clinician’s', async () => {
    const id = await house.appointment();
    const path = `${reportingPath(id)}/other-patients`;
    expect((await house.api('GET', path)).status).toBe(403);
    expect((await house.as('sam', 'GET', path)).status).toBe(403);
  });
});

test('each version is read with its text, and every read is audited', async () => {
  const id = await house.appointment();
  await sign('ada', id, PRELIMINARY);
  await sign('ada', id, FINAL);
  const path = `${reportPath(id)}/versions`;
  const first = await house.as('ben', 'GET', `${path}/1`);
  expect(first.json).toMatchObject({
    version: 1,
    reportText: PRELIMINARY.reportText,
    resultStatus: 'P',
    interpretingClinicianName: 'Dr Ada Reid',
  });
  expect((await house.as('ben', 'GET', `${path}/2`)).json).toMatchObject({ reportText: FINAL.reportText });
  const reads = await rowsOf(
    house,
    sql`select detail from audit_events where action = 'report.read' and entity_id = ${first.json.reportGuid}`,
  );
  expect(reads).toHaveLength(1);
  for (const version of ['3', '0', '1.5', 'x', '99999999999']) {
    expect([404, 400]).toContain((await house.as('ben', 'GET', `${path}/${version}`)).status);
  }
});
