import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type ApiAnswer, type House } from '../support/open-house.ts';
import { countVersions, FINAL, pendingAppointment, reportPath, submit } from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

let made = 0;
const newKey = () => `race-${(made += 1)}`;
const submitKeyed = (id: string, key: string, body: object = FINAL, token?: string) =>
  submit(house, id, body, { headers: { 'idempotency-key': key }, ...(token ? { token } : {}) });

const replays = (answers: ApiAnswer[]) =>
  answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true');

/** Holds a lock on the appointment's row from a connection of its own until `work` has ended. */
async function whileLocked<Result>(
  id: string,
  work: (unlock: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  let locked = true;
  const unlock = async () => {
    if (locked) await client.query('rollback');
    locked = false;
  };
  try {
    await client.query('begin');
    await client.query('select 1 from appointments where appointment_id = $1 for update', [id]);
    return await work(unlock);
  } finally {
    await unlock();
    await client.end();
  }
}

/** Waits until a query of this database waits for a lock. */
async function someoneWaits(): Promise<void> {
  const giveUp = performance.now() + 10_000;
  for (;;) {
    const { rows } = await house.db.execute(
      sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    if (performance.now() > giveUp) throw new Error('Nobody waited for the lock.');
  }
}

describe('two at once with the same key', () => {
  test('become one report: the second waits for the first and is answered the same', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [id, key] = [await pendingAppointment(house), newKey()];
      const answers = await Promise.all(Array.from({ length: 8 }, () => submitKeyed(id, key)));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(201);
      expect(replays(answers)).toHaveLength(7);
      expect(await countVersions(house, id)).toBe(1);
    }
  });

  test('and different payloads become one report and a 409', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [id, key] = [await pendingAppointment(house), newKey()];
      const texts = ['one', 'two', 'three', 'four'];
      const answers = await Promise.all(texts.map((reportText) => submitKeyed(id, key, { ...FINAL, reportText })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
      expect(await countVersions(house, id)).toBe(1);
    }
  });

  test('for different appointments become one report and a 409', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ids = [await pendingAppointment(house), await pendingAppointment(house)];
      const key = newKey();
      const answers = await Promise.all(ids.map((id) => submitKeyed(id, key)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });

  test('of which one withdraws become one of the two and a 409', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other, key] = [await pendingAppointment(house), await pendingAppointment(house), newKey()];
      await submit(house, one, FINAL);
      const request = { body: { reason: 'wrong patient' }, headers: { 'idempotency-key': key } };
      const answers = await Promise.all([
        house.api('POST', `${reportPath(one)}/withdraw`, request),
        submitKeyed(other, key),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });

  test('of two clients stay two', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const other = await house.tokenOf('acme-other');
    const answers = await Promise.all([submitKeyed(id, key), submitKeyed(id, key, FINAL, other)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(replays(answers)).toEqual([]);
  });

  test('that is an expired one become one report', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    await submitKeyed(id, key);
    await house.db.execute(
      sql`update idempotency_keys set created_at = now() - interval '25 hours' where key = ${key}`,
    );
    const answers = await Promise.all(Array.from({ length: 6 }, () => submitKeyed(id, key)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(replays(answers)).toHaveLength(5);
    expect(await countVersions(house, id)).toBe(2);
  });
});

describe('while somebody else holds the appointment', () => {
  test('a submission waits, and goes through when it is let go', async () => {
    const id = await pendingAppointment(house);
    const answer = await whileLocked(id, async (unlock) => {
      const waiting = submitKeyed(id, newKey());
      await someoneWaits();
      await unlock();
      return waiting;
    });
    expect(answer.status).toBe(201);
  });

  test('for more than two seconds it is 429 with Retry-After 1, nothing is stored and the key stays free', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const answer = await whileLocked(id, () => submitKeyed(id, key));
    expect([answer.status, answer.json.type]).toEqual([429, 'urn:qubs:integrations:too-many-requests']);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await countVersions(house, id)).toBe(0);
    const accepted = await submitKeyed(id, key);
    expect([accepted.status, accepted.headers.get('idempotent-replayed')]).toEqual([201, null]);
  });

  test('so is a withdrawal', async () => {
    const id = await pendingAppointment(house);
    await submit(house, id, FINAL);
    const withdraw = () => house.api('POST', `${reportPath(id)}/withdraw`, { body: { reason: 'wrong patient' } });
    const answer = await whileLocked(id, withdraw);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await withdraw()).status).toBe(201);
  });

  test('a replay waits for nobody', async () => {
    const [id, key] = [await pendingAppointment(house), newKey()];
    const first = await submitKeyed(id, key);
    const again = await whileLocked(id, () => submitKeyed(id, key));
    expect([again.status, again.text]).toEqual([201, first.text]);
  });

  test('other appointments are not held up', async () => {
    const [id, other] = [await pendingAppointment(house), await pendingAppointment(house)];
    const answer = await whileLocked(id, () => submitKeyed(other, newKey()));
    expect(answer.status).toBe(201);
  });
});
