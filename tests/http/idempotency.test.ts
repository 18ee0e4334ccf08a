import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type ApiAnswer, type ApiRequest, type House } from '../support/open-house.ts';
import {
  appointmentPath,
  countVersions,
  FINAL,
  pendingAppointment,
  PRELIMINARY,
  reported,
  reportPath,
  submit,
} from './partner.ts';
import { rawRequest } from './raw-request.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

let made = 0;
const newKey = () => `key-${(made += 1)}`;

const submitKeyed = (id: string, key: string, body: unknown = FINAL, request: ApiRequest = {}) =>
  submit(house, id, body, { ...request, headers: { ...request.headers, 'idempotency-key': key } });

function expectReplayOf(first: ApiAnswer, again: ApiAnswer): void {
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  for (const name of ['location', 'content-type']) expect(again.headers.get(name)).toBe(first.headers.get(name));
}

const age = (key: string, interval: string) =>
  house.db.execute(sql`update idempotency_keys set created_at = now() - ${interval}::interval where key = ${key}`);

describe('the key', () => {
  const visible = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).join('');
  test.each(['a', 'x'.repeat(128), visible, 'cd4a859c7a1f4b44b765a8fe17bb44c1', '"quoted"'])(
    '%s is taken',
    async (key) => {
      const id = await pendingAppointment(house);
      const first = await submitKeyed(id, key);
      expectReplayOf(first, await submitKeyed(id, key));
    },
  );

  test.each([
    ['empty', ''],
    ['longer than 128 characters', 'x'.repeat(129)],
    ['with a space', 'a b'],
    ['with a tab', 'a\tb'],
    ['not ASCII', 'caf\u00e9'],
  ])('%s is 400, and nothing is stored', async (_, key) => {
    const id = await pendingAppointment(house);
    const answer = await submitKeyed(id, key);
    expect([answer.status, answer.json.errors[0].pointer]).toEqual([400, 'idempotency-key']);
    expect(await countVersions(house, id)).toBe(0);
  });

  test('given twice is 400', async () => {
    const id = await pendingAppointment(house);
    const body = JSON.stringify(FINAL);
    const headers: [string, string][] = [
      ['Authorization', `Bearer ${house.token}`],
      ['Content-Type', 'application/json'],
      ['Content-Length', String(body.length)],
      ['Idempotency-Key', 'one'],
      ['Idempotency-Key', 'two'],
    ];
    expect((await rawRequest(house.url, { method: 'POST', path: reportPath(id), headers, body: [body] })).status).toBe(
      400,
    );
  });

  test('quoted and unquoted are two keys', async () => {
    const id = await pendingAppointment(house);
    const [plain, quoted] = [await submitKeyed(id, 'q1'), await submitKeyed(id, '"q1"')];
    expect(plain.json.reportGuid).not.toBe(quoted.json.reportGuid);
  });

  test('in another case is another key', async () => {
    const id = await pendingAppointment(house);
    const [lower, upper] = [await submitKeyed(id, 'case'), await submitKeyed(id, 'CASE')];
    expect(lower.json.reportGuid).not.toBe(upper.json.reportGuid);
  });
});

describe('the same key with the same request', () => {
  test('is answered with the original response, byte for byte, marked, under the retry’s own correlation id', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key, FINAL, { headers: { 'x-correlation-id': 'first' } });
    const again = await submitKeyed(id, key, FINAL, { headers: { 'x-correlation-id': 'again' } });
    expectReplayOf(first, again);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('x-correlation-id')).toBe('again');
    expect(await countVersions(house, id)).toBe(1);
  });

  test.each<[string, string]>([
    ['in another order of members', '{"reportStatus":"final","reportText":"Lungs are clear."}'],
    ['with other white space', ' {\n"reportText" : "Lungs are clear." ,\t"reportStatus":"final"}\n'],
    [
      'with null for absent',
      '{"reportText":"Lungs are clear.","reportStatus":"final","reportFormat":null,"reportedAtUtc":null}',
    ],
    ['with the status in another case', '{"reportText":"Lungs are clear.","reportStatus":"FINAL"}'],
    ['with escapes', '{"reportText":"Lungs\\u0020are clear.","reportStatus":"final"}'],
    ['with members that nobody knows', '{"reportText":"Lungs are clear.","reportStatus":"final","x":1}'],
  ])('is replayed when it is written %s', async (_, body) => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    expectReplayOf(first, await submitKeyed(id, key, body, { headers: { 'content-type': 'application/json' } }));
    expect(await countVersions(house, id)).toBe(1);
  });

  test('is replayed when other versions have come since', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key, PRELIMINARY);
    await submit(house, id, FINAL);
    expectReplayOf(first, await submitKeyed(id, key, PRELIMINARY));
    expect(await countVersions(house, id)).toBe(2);
  });

  test('is replayed after the appointment has left PENDING REPORTING', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    await house.api('PUT', appointmentPath(id), { body: { status: 'FINALISED', modality: 'CT' } });
    expectReplayOf(first, await submitKeyed(id, key));
    expect((await submitKeyed(id, newKey())).status).toBe(404);
  });

  test('is replayed when its If-Match has become stale', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const request = { headers: { 'if-match': '"0"' } };
    const first = await submitKeyed(id, key, FINAL, request);
    expectReplayOf(first, await submitKeyed(id, key, FINAL, request));
  });

  test('is not replayed without valid credentials, scope or domain', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    await submitKeyed(id, key);
    expect((await submitKeyed(id, key, FINAL, { token: null })).status).toBe(401);
    expect((await submitKeyed(id, key, FINAL, { token: await house.tokenOf('acme-reader') })).status).toBe(403);
    expect((await submitKeyed(id, key, FINAL, { token: await house.tokenOf('zenith-ris') })).status).toBe(403);
    await house.db.execute(sql`update clients set domains = '{zenith}' where client_id = 'acme-ris'`);
    const moved = await submitKeyed(id, key);
    await house.db.execute(sql`update clients set domains = '{acme}' where client_id = 'acme-ris'`);
    expect(moved.status).toBe(403);
  });

  test('is replayed to every token of its client', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    expectReplayOf(first, await submitKeyed(id, key, FINAL, { token: await house.tokenOf('acme-ris') }));
  });
});

describe('the same key with a different request is 409', () => {
  async function expectConflict(answer: ApiAnswer, first: ApiAnswer): Promise<void> {
    expect([answer.status, answer.json.type]).toEqual([409, 'urn:qubs:integrations:conflict']);
    expect(answer.json.detail).toContain('Idempotency-Key');
    expect(answer.text).not.toContain(first.json.reportGuid);
    expect(answer.headers.get('idempotent-replayed')).toBeNull();
  }

  test.each<[string, object]>([
    ['text', { reportText: 'Lungs are clear. ' }],
    ['a newline of the text', { reportText: 'Lungs are clear.\n' }],
    ['status', { reportStatus: 'preliminary' }],
    ['format', { reportFormat: 'text/html' }],
    ['format, though it is the default one', { reportFormat: 'text/plain' }],
    ['clinician', { interpretingClinicianName: 'Dr B' }],
    ['an empty clinician', { interpretingClinicianName: '' }],
    ['time', { reportedAtUtc: '2020-01-01T00:00:00Z' }],
  ])('for another %s', async (_, difference) => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    await expectConflict(await submitKeyed(id, key, { ...FINAL, ...difference }), first);
    expect(await countVersions(house, id)).toBe(1);
    expectReplayOf(first, await submitKeyed(id, key));
  });

  test('for another appointment', async () => {
    const [id, other, key] = [await pendingAppointment(house), await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    await expectConflict(await submitKeyed(other, key), first);
    expect(await countVersions(house, other)).toBe(0);
  });

  test('for another operation', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    const request = { body: { reason: 'wrong patient' }, headers: { 'idempotency-key': key } };
    await expectConflict(await house.api('POST', `${reportPath(id)}/withdraw`, request), first);
    expect(await countVersions(house, id)).toBe(1);
  });

  test('also after the appointment has closed', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    await house.api('PUT', appointmentPath(id), { body: { status: 'FINALISED', modality: 'CT' } });
    await expectConflict(await submitKeyed(id, key, { ...FINAL, reportText: 'other' }), first);
  });
});

describe('a key belongs to whoever used it', () => {
  test('another client’s same key is another key', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    const theirs = await submitKeyed(id, key, FINAL, { token: await house.tokenOf('acme-other') });
    expect([theirs.status, theirs.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect(theirs.json.reportGuid).not.toBe(first.json.reportGuid);
  });

  test('a clinician’s same key is another key', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    await submitKeyed(id, key);
    const cookie = await house.cookieOf('rad@acme.test');
    expect((await submitKeyed(id, key, FINAL, { cookie })).headers.get('idempotent-replayed')).toBeNull();
    expect((await submitKeyed(id, key, FINAL, { cookie })).headers.get('idempotent-replayed')).toBe('true');
  });
});

describe('a failure leaves the key free', () => {
  test.each<[string, number, (id: string, key: string) => Promise<ApiAnswer>]>([
    ['400', 400, (id, key) => submitKeyed(id, key, { ...FINAL, reportStatus: 'done' })],
    ['401', 401, (id, key) => submitKeyed(id, key, FINAL, { token: 'unknown' })],
    ['404', 404, (_, key) => submitKeyed('never-told', key)],
    ['409 of a stale version', 409, (id, key) => submitKeyed(id, key, FINAL, { headers: { 'if-match': '"9"' } })],
    [
      '500',
      500,
      async (id, key) => {
        await house.db.execute(sql`alter table submission_items rename to submission_items_away`);
        const answer = await submitKeyed(id, key);
        await house.db.execute(sql`alter table submission_items_away rename to submission_items`);
        return answer;
      },
    ],
  ])('%s', async (_, status, fail) => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    expect((await fail(id, key)).status).toBe(status);
    const accepted = await submitKeyed(id, key);
    expect([accepted.status, accepted.headers.get('idempotent-replayed')]).toEqual([201, null]);
  });

  test('409 of a preliminary after a final', async () => {
    const [{ id }, key] = [await reported(house, FINAL), newKey()];
    expect((await submitKeyed(id, key, PRELIMINARY)).status).toBe(409);
    expect((await submitKeyed(id, key, FINAL)).status).toBe(201);
  });
});

describe('a key lives 24 hours', () => {
  test('a second before they have passed it is replayed', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    await age(key, '23 hours 59 minutes 50 seconds');
    expectReplayOf(first, await submitKeyed(id, key));
  });

  test('after them it is a new key, also for another payload, and lives 24 hours again', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    await age(key, '24 hours');
    const other = { ...FINAL, reportText: 'A day later.' };
    const second = await submitKeyed(id, key, other);
    expect([second.status, second.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect(second.json.reportGuid).not.toBe(first.json.reportGuid);
    expectReplayOf(second, await submitKeyed(id, key, other));
    expect((await submitKeyed(id, key)).status).toBe(409);
  });
});

test('without a key every retry is a submission of its own', async () => {
  const { id } = await reported(house, FINAL, FINAL);
  expect(await countVersions(house, id)).toBe(2);
});
