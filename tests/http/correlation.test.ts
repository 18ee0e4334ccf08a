import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type ApiRequest, type House } from '../support/open-house.ts';
import {
  appointmentPath,
  FINAL,
  historyPath,
  pendingAppointment,
  reportingPath,
  reportPath,
  submit,
} from './partner.ts';
import { rawRequest } from './raw-request.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const newId = () => randomBytes(8).toString('hex');
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a usable X-Correlation-Id comes back', () => {
  const CASES: [number, string, string, ApiRequest][] = [
    [200, 'GET', reportingPath('pending'), {}],
    [201, 'PUT', appointmentPath('C201'), { body: { status: 'ARRIVED' } }],
    [400, 'GET', `${reportingPath('pending')}?pageSize=x`, {}],
    [401, 'GET', reportingPath('pending'), { token: null }],
    [403, 'GET', reportingPath('pending', 'zenith'), {}],
    [404, 'GET', reportingPath('nobody'), {}],
    [404, 'GET', '/integrations/nowhere', {}],
    [404, 'GET', historyPath('nobody'), {}],
    [405, 'DELETE', reportPath('A1'), {}],
    [
      401,
      'POST',
      '/oauth2/token',
      {
        token: null,
        body: 'grant_type=client_credentials',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
  ];
  test.each(CASES)('with %i: %s %s', async (status, method, path, request) => {
    const id = newId();
    const answer = await house.api(method, path, {
      ...request,
      headers: { ...request.headers, 'x-correlation-id': id },
    });
    expect([answer.status, answer.headers.get('x-correlation-id')]).toEqual([status, id]);
    if (/problem/.test(answer.headers.get('content-type') ?? '')) expect(answer.json.requestId).toBe(id);
  });

  test('with 409, 429 and 304', async () => {
    const id = newId();
    const headers = { 'x-correlation-id': id };
    const appointment = await pendingAppointment(house);
    const accepted = await submit(house, appointment, FINAL, { headers });
    const conflict = await submit(house, appointment, { ...FINAL, reportStatus: 'preliminary' }, { headers });
    await house.db.execute(sql`update clients set rate_limit_per_minute = 0 where client_id = 'acme-slow'`);
    const limited = await house.api('GET', reportingPath('pending'), {
      token: await house.tokenOf('acme-slow'),
      headers,
    });
    const history = historyPath(accepted.json.reportGuid);
    const etag = (await house.api('GET', history)).headers.get('etag') ?? '';
    const unchanged = await house.api('GET', history, { headers: { ...headers, 'if-none-match': etag } });
    const answers = [accepted, conflict, limited, unchanged];
    expect(answers.map(({ status }) => status)).toEqual([201, 409, 429, 304]);
    for (const answer of answers) expect(answer.headers.get('x-correlation-id')).toBe(id);
  });

  test('up to 128 characters, and any visible one of ASCII', async () => {
    const visible = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).join('');
    for (const id of ['a', 'x'.repeat(128), visible]) {
      const answer = await house.api('GET', reportingPath('pending'), { headers: { 'x-correlation-id': id } });
      expect(answer.headers.get('x-correlation-id')).toBe(id);
    }
  });
});

describe('otherwise a new one is made', () => {
  const UNUSABLE: [string, [string, string][]][] = [
    ['absent', []],
    ['empty', [['X-Correlation-Id', '']]],
    ['longer than 128 characters', [['X-Correlation-Id', 'x'.repeat(129)]]],
    ['with a space', [['X-Correlation-Id', 'a b']]],
    ['with a tab', [['X-Correlation-Id', 'a\tb']]],
    ['not ASCII', [['X-Correlation-Id', 'caf\u00e9']]],
    [
      'given twice',
      [
        ['X-Correlation-Id', 'a'],
        ['X-Correlation-Id', 'b'],
      ],
    ],
  ];
  test.each(UNUSABLE)('when it is %s', async (_, headers) => {
    const answers = await Promise.all(
      [reportingPath('pending'), '/integrations/nowhere'].map((path) =>
        rawRequest(house.url, {
          method: 'GET',
          path,
          headers: [['Authorization', `Bearer ${house.token}`], ...headers],
        }),
      ),
    );
    const made = answers.map((answer) => answer.headers['x-correlation-id']);
    for (const id of made) expect(id).toMatch(UUID);
    expect(made[0]).not.toBe(made[1]);
    expect(JSON.parse(answers[1]?.text ?? '').requestId).toBe(made[1]);
  });
});

test('the correlation id is on the audit rows of what the request did', async () => {
  const id = newId();
  const appointment = await pendingAppointment(house);
  const headers = { 'x-correlation-id': id };
  await submit(house, appointment, FINAL, { headers });
  await house.api('GET', reportPath(appointment), { headers });
  await house.api('GET', reportingPath(appointment), { headers });
  const { rows } = await house.db.execute(
    sql`select action, principal, organization from audit_events where correlation_id = ${id} order by id`,
  );
  const by = { principal: 'client:acme-ris', organization: 'acme' };
  expect(rows).toEqual([
    { action: 'report.submit', ...by },
    { action: 'report.read', ...by },
    { action: 'appointment.read', ...by },
  ]);
});
