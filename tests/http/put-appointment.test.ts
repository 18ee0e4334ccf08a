import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APPOINTMENT_STATUSES } from '#lib/appointments/statuses';
import { openHouse, type House } from '../support/open-house.ts';
import { appointmentPath, FINAL, pendingAppointment, PRELIMINARY, reportingPath, rowsOf, submit } from './partner.ts';

let house: House;
let made = 0;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const newId = () => `P${(made += 1)}`;
const put = (id: string, body: unknown) => house.api('PUT', appointmentPath(id), { body });

const WHOLE = {
  status: 'PENDING REPORTING',
  scheduledSite: 'Northside',
  appointmentDate: '2026-11-20',
  startTime: '09:30:00',
  endTime: '10:00:00',
  patientId: 'P1',
  patientName: 'DOE, Jané',
  patientDateOfBirth: '1980-01-31',
  patientSex: 'F',
  modality: 'CT',
  studyDescription: 'CT head',
  procedureCode: 'CTHEAD',
  accessionNumber: 'ACC1',
  studyInstanceUid: '1.2.3',
  bodyPart: 'HEAD',
  laterality: 'L',
  clinicalInfo: 'Headache.\r\nPain.',
  priority: 'STAT',
  reportingDeadlineAtUtc: '2026-11-20T12:00:00.000Z',
  referrerName: 'Dr Ref',
  assignedRadiologist: 'Dr Ada Reid',
};

describe('an appointment', () => {
  test('is created with 201 and every field as told, and updated with 200', async () => {
    const id = newId();
    const created = await put(id, WHOLE);
    expect(created.status).toBe(201);
    expect(created.json).toEqual({
      domain: 'acme',
      appointmentId: id,
      ...WHOLE,
      dueAtUtc: WHOLE.reportingDeadlineAtUtc,
      currentReportStatus: null,
      patientChangeReason: null,
    });
    const updated = await put(id, { ...WHOLE, studyDescription: 'CT head and neck' });
    expect([updated.status, updated.json.studyDescription]).toEqual([200, 'CT head and neck']);
    expect((await house.api('GET', reportingPath(id))).json).toEqual(updated.json);
  });

  test('needs nothing but a status: the rest is null and the priority ROUTINE', async () => {
    const { json } = await put(newId(), { status: 'ARRIVED' });
    const { domain, appointmentId, status, priority, dueAtUtc, ...rest } = json;
    expect([domain, status, priority]).toEqual(['acme', 'ARRIVED', 'ROUTINE']);
    expect(appointmentId).toBeTypeOf('string');
    expect(dueAtUtc).toMatch(/Z$/);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  test('forgets what is not told again', async () => {
    const id = newId();
    await put(id, WHOLE);
    expect((await put(id, { status: 'ARRIVED' })).json).toMatchObject({
      patientName: null,
      modality: null,
      priority: 'ROUTINE',
    });
  });

  test('told the same again is not changed, and leaves no trace', async () => {
    const id = newId();
    await put(id, WHOLE);
    const before = await rowsOf(
      house,
      sql`select row_version, updated_at from appointments where appointment_id = ${id}`,
    );
    expect((await put(id, WHOLE)).status).toBe(200);
    expect(
      await rowsOf(house, sql`select row_version, updated_at from appointments where appointment_id = ${id}`),
    ).toEqual(before);
    const events = await rowsOf(
      house,
      sql`select action from audit_events where entity_id = ${`acme/${id}`} order by id`,
    );
    expect(events).toEqual([{ action: 'appointment.create' }]);
  });

  test.each([...APPOINTMENT_STATUSES])('can be %s', async (status) => {
    const answer = await put(newId(), { status });
    expect([answer.status, answer.json.status]).toEqual([201, status]);
  });

  test('knows 18 statuses, with three P’s in one of them', () => {
    expect(APPOINTMENT_STATUSES).toHaveLength(18);
    expect(APPOINTMENT_STATUSES).toContain('APPPOINTMENT CANCELLED');
  });

  test('told by several at once is created once', async () => {
    const id = newId();
    const answers = await Promise.all(Array.from({ length: 6 }, () => put(id, WHOLE)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
  });

  test('is due at its deadline, else when its priority’s time has passed since it was told', async () => {
    const at = async (body: object) => {
      const before = Date.now();
      const { json } = await put(newId(), { status: 'ARRIVED', ...body });
      return Math.round((Date.parse(json.dueAtUtc) - before) / 60_000);
    };
    expect(await at({ priority: 'STAT' })).toBe(60);
    expect(await at({ priority: 'URGENT' })).toBe(240);
    expect(await at({})).toBe(1440);
    const { json } = await put(newId(), { status: 'ARRIVED', reportingDeadlineAtUtc: '2026-11-20T23:30:00+10:30' });
    expect([json.reportingDeadlineAtUtc, json.dueAtUtc]).toEqual([
      '2026-11-20T13:00:00.000Z',
      '2026-11-20T13:00:00.000Z',
    ]);
  });

  test('takes a time without seconds', async () => {
    expect((await put(newId(), { status: 'ARRIVED', startTime: '09:30' })).json.startTime).toBe('09:30:00');
  });
});

describe('400', () => {
  test.each<[string, unknown]>([
    ['status', undefined],
    ['status', 'pending reporting'],
    ['status', 'APPOINTMENT CANCELLED'],
    ['status', ''],
    ['appointmentDate', '2026-02-30'],
    ['appointmentDate', '20.11.2026'],
    ['appointmentDate', '0000-01-01'],
    ['patientDateOfBirth', '1980-1-31'],
    ['startTime', '24:00:00'],
    ['startTime', '9:30'],
    ['endTime', '10:00:60'],
    ['patientSex', 'female'],
    ['priority', 'stat'],
    ['priority', null],
    ['patientName', 'DOE\nJane'],
    ['patientName', 'x'.repeat(256)],
    ['patientId', 7],
    ['modality', 'x'.repeat(17)],
    ['clinicalInfo', 'a\0b'],
    ['clinicalInfo', '\ud800'],
    ['clinicalInfo', 'x'.repeat(20_001)],
    ['reportingDeadlineAtUtc', '2026-11-20T12:00:00'],
    ['reportingDeadlineAtUtc', '2026-11-20'],
    ['reportingDeadlineAtUtc', '0000-01-01T00:00:00Z'],
    ['reportingDeadlineAtUtc', '0001-01-01T00:00:00+23:00'],
    ['reportingDeadlineAtUtc', '9999-12-31T23:59:59-23:59'],
    ['reason', ' '],
  ])('names %s that is %j, and changes nothing', async (field, value) => {
    const id = newId();
    const answer = await put(id, { ...WHOLE, [field]: value });
    const pointers = answer.json.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect([answer.status, [...new Set(pointers)]]).toEqual([400, [`/${field}`]]);
    expect(await rowsOf(house, sql`select 1 from appointments where appointment_id = ${id}`)).toEqual([]);
  });

  test.each([
    ['blank', ' '],
    ['of more than 128 characters', 'x'.repeat(129)],
    ['with a control character', 'a\nb'],
  ])('is an identifier that is %s', async (_, id) => {
    expect((await put(id, WHOLE)).status).toBe(400);
  });

  test('is not an identifier of 128 characters', async () => {
    expect((await put('x'.repeat(128), WHOLE)).status).toBe(201);
  });
});

describe('once a report exists, changing whose it is', () => {
  const CHANGES: [string, object][] = [
    ['patient’s name', { patientName: 'ROE, Jane' }],
    ['patient’s identifier', { patientId: 'P2' }],
    ['date of birth', { patientDateOfBirth: '1981-01-31' }],
    ['accession number', { accessionNumber: 'ACC2' }],
    ['patient’s name to none', { patientName: null }],
  ];

  test.each(CHANGES)('is 409 without a reason: %s', async (_, change) => {
    const id = await pendingAppointment(house, WHOLE);
    await submit(house, id, PRELIMINARY);
    const answer = await put(id, { ...WHOLE, ...change });
    expect([answer.status, answer.json.type]).toEqual([409, 'urn:qubs:integrations:conflict']);
    expect(answer.text).not.toMatch(/ROE|DOE|P2|1981|ACC2/);
    expect((await house.api('GET', reportingPath(id))).json).toMatchObject(WHOLE);
  });

  test.each(CHANGES)('is done, audited and shown with one: %s', async (_, change) => {
    const id = await pendingAppointment(house, WHOLE);
    await submit(house, id, FINAL);
    const answer = await put(id, { ...WHOLE, ...change, reason: 'told wrongly' });
    expect(answer.json).toMatchObject({ ...WHOLE, ...change, patientChangeReason: 'told wrongly' });
    const events = await rowsOf(
      house,
      sql`select action, detail->'patientChanged' as changed from audit_events
      where entity_id = ${`acme/${id}`} order by id desc limit 1`,
    );
    expect(events).toEqual([{ action: 'appointment.update', changed: true }]);
  });

  test('is audited with its reason, each time', async () => {
    const id = await pendingAppointment(house, WHOLE);
    await submit(house, id, FINAL);
    await put(id, { ...WHOLE, patientName: 'ROE, Jane', reason: 'married' });
    await put(id, { ...WHOLE, patientName: 'ROE, Jane', accessionNumber: 'ACC2', reason: 'told wrongly' });
    const events = await rowsOf(
      house,
      sql`select detail->'changedFields' as changed, detail->'reason' as reason from audit_events
      where entity_id = ${`acme/${id}`} and action = 'appointment.update' order by id`,
    );
    expect(events).toEqual([
      { changed: 'patientName', reason: 'married' },
      { changed: 'accessionNumber', reason: 'told wrongly' },
    ]);
  });

  test('of anything else needs none', async () => {
    const id = await pendingAppointment(house, WHOLE);
    await submit(house, id, PRELIMINARY);
    const answer = await put(id, { ...WHOLE, studyDescription: 'CT neck', patientSex: 'M', clinicalInfo: null });
    expect([answer.status, answer.json.studyDescription, answer.json.patientChangeReason]).toEqual([
      200,
      'CT neck',
      null,
    ]);
  });

  test('needs none before', async () => {
    const id = await pendingAppointment(house, WHOLE);
    expect((await put(id, { ...WHOLE, patientName: 'ROE, Jane', accessionNumber: 'ACC2' })).status).toBe(200);
  });

  test('is refused to whoever comes at the same time as the first report', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await pendingAppointment(house, WHOLE);
      const [report, change] = await Promise.all([
        submit(house, id, FINAL),
        put(id, { ...WHOLE, patientName: 'ROE, Jane' }),
      ]);
      expect(report?.status).toBe(201);
      const [row] = await rowsOf<{ snapshot: { patientName: string } }>(
        house,
        sql`select snapshot from report_versions
        where report_guid = ${report?.json.reportGuid}::uuid`,
      );
      expect(row?.snapshot.patientName).toBe(change?.status === 200 ? 'ROE, Jane' : 'DOE, Jané');
    }
  });
});
