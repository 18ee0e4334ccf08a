import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';
import {
  appointmentPath,
  countVersions,
  FINAL,
  historyPath,
  pendingAppointment,
  reportPath,
  submit,
} from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Submits one final with these fields; answers the submission's answer and what can be read back. */
async function submitted(fields: object) {
  const id = await pendingAppointment(house);
  const answer = await submit(house, id, { ...FINAL, ...fields });
  const read = await house.api('GET', reportPath(id));
  return { answer, read };
}

async function expectRefused(field: string, value: unknown): Promise<void> {
  const { answer, read } = await submitted({ [field]: value });
  expect([field, value, answer.status, read.status]).toEqual([field, value, 400, 404]);
  const pointers = answer.json.errors.map(({ pointer }: { pointer: string }) => pointer);
  expect([...new Set(pointers)]).toEqual([`/${field}`]);
}

describe('an accepted report', () => {
  test('is answered 201 with its guid and can be read back', async () => {
    const { answer, read } = await submitted({});
    expect([answer.status, read.json.reportText]).toEqual([201, 'Lungs are clear.']);
    const history = await house.api('GET', historyPath(answer.json.reportGuid));
    expect(history.json.overallStatus).toBe('Waiting to Deliver');
  });

  test('is answered with the contract’s three members, in its order', async () => {
    const { answer } = await submitted({ reportedAtUtc: '2020-01-01T00:00:00Z' });
    expect(Object.entries(answer.json)).toEqual([
      ['reportGuid', expect.stringMatching(UUID)],
      ['reportStatus', 'final'],
      ['reportedAtUtc', '2020-01-01T00:00:00Z'],
    ]);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test('tells where its history is', async () => {
    const { answer } = await submitted({});
    const location = answer.headers.get('location') ?? '';
    expect(location).toBe(`/api/waters/report/${answer.json.reportGuid}/history`);
    expect((await house.api('GET', location)).json.id).toBe(answer.json.reportGuid);
  });

  test('has a guid of its own each time, though its content is the same', async () => {
    const id = await pendingAppointment(house);
    const guids = [await submit(house, id, FINAL), await submit(house, id, FINAL)].map(({ json }) => json.reportGuid);
    expect(new Set(guids).size).toBe(2);
  });

  test('keeps every field as given', async () => {
    const fields = {
      reportFormat: 'text/html; charset=utf-8',
      interpretingClinicianName: ' Dr Ève  O’Hara ',
      interpretingClinicianProviderNumber: '2448501H',
      interpretingClinicianEmail: 'not an address',
    };
    const { read } = await submitted({ ...fields, reportedAtUtc: '2026-02-28T23:59:59.120Z' });
    expect(read.json).toMatchObject({ ...fields, reportedAtUtc: '2026-02-28T23:59:59.120Z', version: 1 });
  });

  test.each([undefined, null])('may leave out everything optional: %s', async (absent) => {
    const before = Date.now();
    const { answer, read } = await submitted({
      reportFormat: absent,
      interpretingClinicianName: absent,
      interpretingClinicianProviderNumber: absent,
      interpretingClinicianEmail: absent,
      reportedAtUtc: absent,
    });
    expect(read.json).toMatchObject({
      reportFormat: 'text/plain',
      interpretingClinicianName: null,
      interpretingClinicianProviderNumber: null,
      interpretingClinicianEmail: null,
    });
    expect(answer.json.reportedAtUtc).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(answer.json.reportedAtUtc) - before)).toBeLessThan(60_000);
    expect(read.json.reportedAtUtc).toBe(answer.json.reportedAtUtc);
  });
});

describe('reportStatus', () => {
  test.each(['final', 'FINAL', 'Final', 'fINAL', 'preliminary', 'PRELIMINARY', 'Preliminary'])(
    '%s is read in any case, answered and stored in lower case',
    async (status) => {
      const { answer, read } = await submitted({ reportStatus: status });
      const lower = status.toLowerCase();
      expect([answer.json.reportStatus, read.json.reportStatus]).toEqual([lower, lower]);
    },
  );

  test.each(['', 'finalised', ' final', 'final ', 'withdrawn', 'corrected', 'ﬁnal', 'F', 1, true, null, ['final']])(
    '%j is 400',
    async (status) => {
      await expectRefused('reportStatus', status);
    },
  );
});

describe('reportFormat', () => {
  test.each([
    'text/plain',
    'TEXT/Html',
    'html',
    'HL7',
    'application/vnd.company.report+xml',
    'text/plain; charset=utf-8',
    'text/plain;charset="utf-8";format=flowed',
    'multipart/x; boundary="a;b c"',
    `x/${'y'.repeat(253)}`,
  ])('%s is stored as given', async (format) => {
    expect((await submitted({ reportFormat: format })).read.json.reportFormat).toBe(format);
  });

  test.each([
    '',
    ' ',
    'text/',
    '/plain',
    'text/plain/x',
    'two words',
    'text/plain;',
    'text/plain; charset',
    'a\tb/c',
    'é',
    'text/plain\n',
    `x/${'y'.repeat(254)}`,
    7,
    {},
  ])('%j is 400', async (format) => {
    await expectRefused('reportFormat', format);
  });

  test('that is made to take for ever is refused at once', async () => {
    for (const parameter of [';a=""', ';a=b', ' ;a="b"', ';a=b"c']) {
      await expectRefused('reportFormat', `a/b${parameter.repeat(40)} `);
      const { answer } = await submitted({ reportFormat: `a/b${parameter.repeat(100_000)} ` });
      expect(answer.status).toBe(400);
    }
  });
});

describe.each(['interpretingClinicianName', 'interpretingClinicianProviderNumber', 'interpretingClinicianEmail'])(
  '%s',
  (field) => {
    test.each(['', ' ', 'x'.repeat(320), 'é'.repeat(320), '😀'.repeat(160), 'user@example.com', '<b>"\'\\'])(
      '%j is stored as given',
      async (value) => {
        expect((await submitted({ [field]: value })).read.json[field]).toBe(value);
      },
    );

    test.each(['x'.repeat(321), 'a\nb', 'a\tb', 'a\u0000b', 'a\u007fb', 'a\u0085b', 'a\u001bb', 7, false, ['a']])(
      '%j is 400',
      async (value) => {
        await expectRefused(field, value);
      },
    );
  },
);

describe('reportedAtUtc', () => {
  test.each([
    ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
    ['2020-01-01T00:00:00', '2020-01-01T00:00:00Z'],
    ['2020-01-01T10:30:00+10:30', '2020-01-01T00:00:00Z'],
    ['2019-12-31T20:00:00.5-04:00', '2020-01-01T00:00:00.5Z'],
    ['2020-02-29T23:59:59.123456789Z', '2020-02-29T23:59:59.123456789Z'],
    ['2020-01-01t00:00:00z', '2020-01-01T00:00:00Z'],
  ])('%s is stored and answered as %s', async (given, told) => {
    const { answer, read } = await submitted({ reportedAtUtc: given });
    expect([answer.json.reportedAtUtc, read.json.reportedAtUtc]).toEqual([told, told]);
  });

  test.each([
    '',
    'now',
    '2020-01-01',
    '2020-13-01T00:00:00Z',
    '2021-02-29T00:00:00Z',
    '2020-01-01T24:00:00Z',
    '2020-01-01T00:60:00Z',
    '2020-01-01T00:00:00+24:00',
    '01/01/2020',
    1577836800,
    {},
  ])('%j is 400', async (given) => {
    await expectRefused('reportedAtUtc', given);
  });
});

describe('404, in the same words,', () => {
  const words = async (id: string) => {
    const answer = await submit(house, id, FINAL);
    expect([answer.status, await countVersions(house, id)]).toEqual([404, 0]);
    return answer.json.detail;
  };

  test('is answered for an appointment that is unknown and for one that is not PENDING REPORTING', async () => {
    const unknown = await words('never-told');
    for (const status of ['ARRIVED', 'FINALISED', 'DICTATED', 'APPPOINTMENT CANCELLED']) {
      const id = await pendingAppointment(house, { status });
      expect(await words(id)).toBe(unknown);
    }
  });

  test('is answered once an appointment leaves PENDING REPORTING', async () => {
    const id = await pendingAppointment(house);
    await house.api('PUT', appointmentPath(id), { body: { status: 'SECOND REVIEW', modality: 'CT' } });
    await words(id);
  });

  test('comes after validation: a body that is not valid is 400 though the appointment is unknown', async () => {
    expect((await submit(house, 'never-told', {})).status).toBe(400);
  });

  test('of a report that does not exist leaves its appointment open', async () => {
    const id = await pendingAppointment(house);
    expect((await house.api('GET', reportPath(id))).status).toBe(404);
    expect((await submit(house, id, FINAL)).status).toBe(201);
  });
});
