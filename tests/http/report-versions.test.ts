import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqlState } from '#lib/errors';
import { chainHash, recordSha256, type VersionRecord } from '#lib/reports/chain';
import { openHouse, type House } from '../support/open-house.ts';
import {
  appointmentPath,
  countVersions,
  FINAL,
  historyPath,
  pendingAppointment,
  PRELIMINARY,
  reported,
  reportPath,
  rowsOf,
  submit,
} from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const read = async (id: string) => (await house.api('GET', reportPath(id))).json;
const resultStatuses = async (id: string) =>
  (
    await rowsOf<{ result_status: string }>(
      house,
      sql`select v.result_status from report_versions v
    join appointments a on a.id = v.appointment_key where a.appointment_id = ${id} order by v.version`,
    )
  ).map((row) => row.result_status);

describe('overwriting', () => {
  test('the newest accepted submission is the current report, and every version stays', async () => {
    const texts = ['first', 'second', 'third'];
    const { id, answer } = await reported(house, ...texts.map((reportText) => ({ ...PRELIMINARY, reportText })));
    const report = await read(id);
    expect(report).toMatchObject({ reportGuid: answer.json.reportGuid, reportText: 'third', version: 3 });
    expect(report.versions.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
    const rows = await rowsOf<{ report_text: string }>(
      house,
      sql`select v.report_text from report_versions v
      join appointments a on a.id = v.appointment_key where a.appointment_id = ${id} order by v.version`,
    );
    expect(rows.map((row) => row.report_text)).toEqual(texts);
  });

  test('each version’s text is read by its number, the read is audited, and there is no other version', async () => {
    const texts = ['  first\r\n', 'second'];
    const { id } = await reported(house, ...texts.map((reportText) => ({ ...PRELIMINARY, reportText })));
    const { versions } = await read(id);
    for (const [index, reportText] of texts.entries()) {
      const answer = await house.api('GET', `${reportPath(id)}/versions/${index + 1}`);
      expect(answer.json).toMatchObject({
        ...versions[1 - index],
        reportText,
        reportFormat: 'text/plain',
        reason: null,
      });
      const [event] = await rowsOf<{ action: string; principal: string }>(
        house,
        sql`select action, principal from audit_events where correlation_id = ${answer.headers.get('x-correlation-id')}`,
      );
      expect(event).toEqual({ action: 'report.read', principal: 'client:acme-ris' });
    }
    for (const [version, status] of Object.entries({ 3: 404, 0: 400, '01': 400, x: 400, 2147483648: 400 })) {
      const answer = await house.api('GET', `${reportPath(id)}/versions/${version}`);
      expect([version, answer.status]).toEqual([version, status]);
    }
  });

  test('each version is listed with its guid, status, time, source and hash', async () => {
    const { id, answer } = await reported(house, { ...PRELIMINARY, reportedAtUtc: '2026-01-01T00:00:00Z' });
    await submit(house, id, FINAL, { cookie: await house.cookieOf('rad@acme.test') });
    const { versions } = await read(id);
    expect(versions[1]).toMatchObject({
      version: 1,
      reportGuid: answer.json.reportGuid,
      reportStatus: 'preliminary',
      reportedAtUtc: '2026-01-01T00:00:00Z',
      source: 'partner',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(versions[0]).toMatchObject({ version: 2, reportStatus: 'final', source: 'portal' });
  });

  test('GET tells the version as its ETag, in whatever state the appointment is', async () => {
    const { id } = await reported(house, PRELIMINARY, FINAL);
    await house.api('PUT', appointmentPath(id), { body: { status: 'FINALISED', modality: 'CT' } });
    const answer = await house.api('GET', reportPath(id));
    expect([answer.status, answer.headers.get('etag'), answer.json.version]).toEqual([200, '"2"', 2]);
  });

  test('a version keeps patient and exam as they were', async () => {
    const exam = { patientName: 'DOE, Jane', patientId: 'P1', studyDescription: 'CT head' };
    const id = await pendingAppointment(house, exam);
    const { json } = await submit(house, id, FINAL);
    const body = {
      status: 'PENDING REPORTING',
      modality: 'CT',
      ...exam,
      patientName: 'DOE-ROE, Jane',
      reason: 'married',
    };
    expect((await house.api('PUT', appointmentPath(id), { body })).status).toBe(200);
    const [row] = await rowsOf<{ snapshot: object }>(
      house,
      sql`select snapshot from report_versions where report_guid = ${json.reportGuid}::uuid`,
    );
    expect(row?.snapshot).toMatchObject({ ...exam, modality: 'CT', status: 'PENDING REPORTING' });
  });

  test('of many at once every one becomes a version, and none is lost or doubled', async () => {
    const id = await pendingAppointment(house);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => submit(house, id, { ...FINAL, reportText: `writer ${at}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 201));
    const { versions, version } = await read(id);
    expect(version).toBe(12);
    expect(versions.map((listed: { reportGuid: string }) => listed.reportGuid).sort()).toEqual(
      answers.map(({ json }) => json.reportGuid).sort(),
    );
  });
});

describe('preliminary and final', () => {
  test('a final report cannot become preliminary again: 409, and nothing is stored', async () => {
    const { id } = await reported(house, PRELIMINARY, FINAL);
    const answer = await submit(house, id, PRELIMINARY);
    expect(answer.status).toBe(409);
    expect(answer.json.detail).toContain('A final report exists; submit a final to correct it');
    expect(await countVersions(house, id)).toBe(2);
  });

  test('of a preliminary and a final at once the final stands', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await pendingAppointment(house);
      const [final, preliminary] = await Promise.all([submit(house, id, FINAL), submit(house, id, PRELIMINARY)]);
      expect(final?.status).toBe(201);
      expect([201, 409]).toContain(preliminary?.status);
      expect((await read(id)).reportStatus).toBe('final');
    }
  });

  test('a final with other content after a final is a correction, with the same content it is the same final', async () => {
    const other = { ...FINAL, reportText: 'Lungs are not clear.' };
    const { id } = await reported(house, PRELIMINARY, FINAL, FINAL, other, other, FINAL);
    expect(await resultStatuses(id)).toEqual(['P', 'F', 'F', 'C', 'C', 'C']);
  });

  test.each([
    ['its text', { reportText: 'Lungs are clear. ' }],
    ['its format', { reportFormat: 'text/html' }],
    ['its clinician', { interpretingClinicianName: 'Dr B' }],
    ['its clinician’s number', { interpretingClinicianProviderNumber: '1' }],
    ['its clinician’s e-mail', { interpretingClinicianEmail: 'b@acme.test' }],
  ])('a final that differs in %s is a correction', async (_, difference) => {
    const { id } = await reported(house, FINAL, { ...FINAL, ...difference });
    expect(await resultStatuses(id)).toEqual(['F', 'C']);
  });

  test('the time alone makes no correction', async () => {
    const { id } = await reported(house, FINAL, { ...FINAL, reportedAtUtc: '2020-01-01T00:00:00Z' });
    expect(await resultStatuses(id)).toEqual(['F', 'F']);
  });
});

describe('If-Match', () => {
  const submitOn = (id: string, version: string) =>
    submit(house, id, { ...FINAL, reportText: `on ${version}` }, { headers: { 'if-match': version } });

  test('with the current version overwrites it', async () => {
    const { id } = await reported(house, PRELIMINARY);
    expect((await submitOn(id, '"1"')).status).toBe(201);
    expect((await submitOn(id, '"2"')).status).toBe(201);
  });

  test('with a version that is not the current one is a 409 that names the current one, and nothing is stored', async () => {
    const { id } = await reported(house, PRELIMINARY, FINAL);
    for (const version of ['"1"', '"3"', '"0"']) {
      const answer = await submitOn(id, version);
      expect([answer.status, answer.json.currentVersion]).toEqual([409, 2]);
      expect(answer.json.detail).toContain('2');
    }
    expect(await countVersions(house, id)).toBe(2);
  });

  test('"0" means that there is no report yet', async () => {
    const id = await pendingAppointment(house);
    expect((await submitOn(id, '"0"')).status).toBe(201);
    expect((await submitOn(id, '"0"')).status).toBe(409);
  });

  test.each(['1', '*', 'W/"1"', '"one"', '""', '"1", "2"', '"-1"', '"1e0"', '"99999999999999999999"'])(
    '%s is 400',
    async (version) => {
      const { id } = await reported(house, PRELIMINARY);
      const answer = await submitOn(id, version);
      expect([answer.status, answer.json.errors[0].pointer]).toEqual([400, 'if-match']);
    },
  );

  test('of many at once with the same version lets one through', async () => {
    const { id } = await reported(house, PRELIMINARY);
    const answers = await Promise.all(Array.from({ length: 8 }, () => submitOn(id, '"1"')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  });

  test('without it the last writer wins', async () => {
    const { id } = await reported(house, PRELIMINARY, { ...FINAL, reportText: 'one' }, { ...FINAL, reportText: 'two' });
    expect((await read(id)).reportText).toBe('two');
  });
});

describe('versions are append-only', () => {
  test.each([
    ['UPDATE', sql`update report_versions set report_text = 'forged'`],
    ['UPDATE of nothing', sql`update report_versions set version = version where false`],
    ['DELETE', sql`delete from report_versions`],
    ['TRUNCATE', sql`truncate report_versions cascade`],
    ['audit UPDATE', sql`update audit_events set principal = 'nobody'`],
    ['audit DELETE', sql`delete from audit_events`],
    ['audit TRUNCATE', sql`truncate audit_events`],
  ])('%s is refused', async (_, statement) => {
    const { id } = await reported(house, FINAL);
    const state = await house.db.execute(statement).then(() => 'changed', sqlState);
    expect(state).toBe('23001');
    expect(await countVersions(house, id)).toBe(1);
  });

  test('each carries the hash of the one before: the chain of every appointment can be recomputed', async () => {
    const { id } = await reported(house, { ...PRELIMINARY, interpretingClinicianName: 'Dr Ä' }, FINAL, {
      ...FINAL,
      reportText: '😀',
    });
    await house.api('POST', `${reportPath(id)}/withdraw`, { body: { reason: 'wrong patient' } });
    const rows = await rowsOf<Stored>(house, VERSIONS(id));
    expect(rows).toHaveLength(4);
    let previous: Buffer | null = null;
    for (const row of rows) {
      expect([row.version, row.record_sha256.equals(recordSha256(recordOf(row)))]).toEqual([row.version, true]);
      expect(row.previous_hash).toEqual(previous);
      previous = chainHash(previous, row.record_sha256, row.accepted);
      expect(row.chain_hash).toEqual(previous);
    }
    const [head] = await rowsOf<{ hash: Buffer }>(
      house,
      sql`select current_chain_hash as hash from appointments where appointment_id = ${id}`,
    );
    expect(head?.hash).toEqual(previous);
  });
});

test('the current report is the newest accepted submission in history too', async () => {
  const { id, answer } = await reported(house, PRELIMINARY, FINAL);
  const { json } = await house.api('GET', historyPath(answer.json.reportGuid));
  expect(json).toMatchObject({ appointmentId: id, version: 2, reportStatus: 'final', source: 'partner' });
});

interface Stored extends Record<string, unknown> {
  version: number;
  record_sha256: Buffer;
  previous_hash: Buffer | null;
  chain_hash: Buffer;
  /** Microseconds since 1970, as the chain hashes them. */
  accepted: string;
  record: Omit<VersionRecord, 'textSha256' | 'snapshot'>;
  text_sha256: Buffer;
  snapshot: Record<string, string | null>;
}

const VERSIONS = (id: string) => sql`
  select v.version, v.record_sha256, v.previous_hash, v.chain_hash, v.snapshot, sha256(convert_to(v.report_text, 'UTF8')) as text_sha256,
    (extract(epoch from v.accepted_at) * 1000000)::bigint::text as accepted,
    json_build_object('domain', a.domain, 'appointmentId', a.appointment_id, 'version', v.version,
      'reportGuid', v.report_guid, 'reportStatus', v.report_status, 'resultStatus', v.result_status,
      'reportFormat', v.report_format, 'clinicianName', v.clinician_name,
      'clinicianProviderNumber', v.clinician_provider_number, 'clinicianEmail', v.clinician_email,
      'reportedAtUtc', v.reported_at_utc, 'reason', v.reason, 'source', v.source, 'principal', v.principal) as record
  from report_versions v join appointments a on a.id = v.appointment_key
  where a.appointment_id = ${id} order by v.version`;

const recordOf = ({ record, snapshot, text_sha256: textSha256 }: Stored): VersionRecord => ({
  ...record,
  snapshot,
  textSha256,
});
