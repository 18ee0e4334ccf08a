import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appointmentPath, reportingPath } from '../http/partner.ts';
import { openReadingHouse, type ReadingHouse } from './reading-house.ts';

let house: ReadingHouse;
beforeAll(async () => {
  house = await openReadingHouse();
});
afterAll(() => house.close());

const path = (id: string) => `${reportingPath(id)}/comments`;
const add = (id: string, body: object, headers: Record<string, string> = {}) =>
  house.api('POST', path(id), { body, headers });

describe('comments', () => {
  test('are told back oldest first, with who added them', async () => {
    const id = await house.appointment();
    await add(id, { commentText: 'second', commentDateTime: '2026-01-02T00:00:00+01:00' });
    await house.as('ada', 'POST', path(id), {
      body: { commentText: 'first', commentDateTime: '2026-01-01T00:00:00Z' },
    });
    const { json } = await house.api('GET', path(id));
    expect(json).toMatchObject([
      { commentText: 'first', addedBy: 'Dr Ada Reid', commentDateTime: '2026-01-01T00:00:00.000Z' },
      { commentText: 'second', addedBy: 'acme-ris', commentDateTime: '2026-01-01T23:00:00.000Z' },
    ]);
  });

  test('are of type AA when they are an alert, else AC, unless told', async () => {
    const id = await house.appointment();
    const typeOf = async (body: object) => (await add(id, { commentText: 'x', ...body })).json;
    expect(await typeOf({})).toMatchObject({ commentType: 'AC', isAlert: false });
    expect(await typeOf({ isAlert: true })).toMatchObject({ commentType: 'AA', isAlert: true });
    expect(await typeOf({ commentType: 'PA' })).toMatchObject({ commentType: 'PA', isAlert: true });
    expect(await typeOf({ commentType: 'PC', isAlert: false })).toMatchObject({ commentType: 'PC', isAlert: false });
  });

  test('that are blank, of an unknown type or not storable are refused by name', async () => {
    const id = await house.appointment();
    for (const [body, pointer] of [
      [{ commentText: ' \n ' }, '/commentText'],
      [{}, '/commentText'],
      [{ commentText: 'x', commentType: 'XX' }, '/commentType'],
      [{ commentText: 'x\u0000' }, '/commentText'],
      [{ commentText: 'x', commentDateTime: 'yesterday' }, '/commentDateTime'],
    ] as const) {
      expect((await add(id, body)).json.errors, JSON.stringify(body)).toMatchObject([{ pointer }]);
    }
  });

  test('with one key are added once, also by twenty at once; another payload is a conflict', async () => {
    const id = await house.appointment();
    const key = { 'idempotency-key': `comment-${id}` };
    const answers = await Promise.all(Array.from({ length: 20 }, () => add(id, { commentText: 'once' }, key)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    expect((await add(id, { commentText: 'other' }, key)).status).toBe(409);
    expect((await house.api('GET', path(id))).json).toHaveLength(1);
  });

  test('with a key older than 24 hours are added anew', async () => {
    const id = await house.appointment();
    const key = { 'idempotency-key': `old-${id}` };
    await add(id, { commentText: 'once' }, key);
    await house.db.execute(
      sql`update idempotency_keys set created_at = now() - interval '25 hours' where key = ${`old-${id}`}`,
    );
    expect((await add(id, { commentText: 'again' }, key)).status).toBe(201);
    expect((await house.api('GET', path(id))).json).toHaveLength(2);
  });

  test('a refused one leaves the key free', async () => {
    const key = { 'idempotency-key': 'free-1' };
    expect((await add('nowhere', { commentText: 'x' }, key)).status).toBe(404);
    expect((await add(await house.appointment(), { commentText: 'y' }, key)).status).toBe(201);
  });

  test('of an appointment that is not pending are for people only; a stranger sees none', async () => {
    const id = await house.appointment();
    await add(id, { commentText: 'x' });
    await house.api('PUT', appointmentPath(id), {
      body: { status: 'FINALISED', modality: 'CT', patientName: 'SAMPLE, Jane' },
    });
    expect((await house.api('GET', path(id))).status).toBe(404);
    expect((await house.as('ada', 'GET', path(id))).json).toHaveLength(1);
    expect((await house.as('zoe', 'GET', path(id))).status).toBe(403);
  });
});
