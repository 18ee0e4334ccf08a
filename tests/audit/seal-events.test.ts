import { randomInt } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import { sealEvents } from '#lib/audit/seal-events';
import { verifyEvents } from '#lib/audit/verify-events';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let written = 0;
async function write(on: Queryable, count = 1): Promise<void> {
  const context = { db: database.db, correlationId: 'audit-test', at: null };
  for (let n = 0; n < count; n += 1) {
    written += 1;
    const event = {
      action: 'report.read',
      principal: 'user:u',
      organization: 'acme',
      entity: 'report',
      entityId: `r${written}`,
    };
    await recordEvent(context, on, { ...event, detail: { version: written } });
  }
}

type Counts = { events: number; sealed: number; once: boolean };

/** Events, how many of them blocks say they hold, and whether each event is in at most one block's range. */
async function counts(): Promise<Counts> {
  const { rows } = await database.db.execute<Counts>(sql`
    select (select count(*) from audit_events) as events,
      (select coalesce(sum(event_count), 0)::int from audit_blocks) as sealed,
      not exists (select 1 from audit_events e join audit_blocks b
        on e.transaction_id >= b.from_transaction and e.transaction_id < b.to_transaction
        group by e.id having count(*) > 1) as once`);
  return rows[0] ?? { events: 0, sealed: 0, once: false };
}

/** A transaction anywhere on the server may hold the newest events back for a moment. */
async function sealAll(most?: number): Promise<void> {
  await until(
    'every event is sealed',
    async () => {
      await sealEvents(database.db, most);
      const { events, sealed } = await counts();
      return events === sealed;
    },
    10,
  );
}

async function blocks(): Promise<{ id: number; event_count: number }[]> {
  const { rows } = await database.db.execute<{ id: number; event_count: number }>(
    sql`select id, event_count from audit_blocks order by id`,
  );
  return rows;
}

test.each(['audit_events', 'audit_blocks'])('%s refuses to be changed, deleted from or emptied', async (table) => {
  await write(database.db);
  await sealAll();
  const column = sql.raw(table === 'audit_events' ? 'action' : 'event_count');
  for (const change of [
    sql`update ${sql.raw(table)} set ${column} = ${column}`,
    sql`delete from ${sql.raw(table)}`,
    sql`truncate ${sql.raw(table)}`,
  ]) {
    await expect(database.db.execute(change)).rejects.toMatchObject({ cause: { code: '23001' } });
  }
});

test('sealed blocks hold every event once and verify; nothing new makes no block', async () => {
  await write(database.db, 5);
  await sealAll();
  const before = await blocks();
  await sealEvents(database.db);
  expect(await blocks()).toEqual(before);
  await write(database.db, 3);
  await sealAll();
  expect((await blocks()).map(({ id }) => id)).toEqual(
    Array.from({ length: (await blocks()).length }, (_, n) => n + 1),
  );
  expect((await counts()).once).toBe(true);
  expect(await verifyEvents(database.db)).toBe(null);
});

test('events of a long absence are sealed in several blocks, those of one transaction together', async () => {
  const before = (await blocks()).length;
  await transaction(database.db, (tx) => write(tx, 25));
  for (let n = 0; n < 25; n += 1) await write(database.db);
  await sealAll(10);
  const added = (await blocks()).slice(before).map(({ event_count }) => event_count);
  expect(added[0]).toBe(25);
  expect(Math.max(...added.slice(1))).toBeLessThanOrEqual(10);
  expect(await verifyEvents(database.db)).toBe(null);
});

test('a transaction that stays open keeps its events, and those after it, for a later block', async () => {
  await sealAll();
  const { sealed } = await counts();
  await transaction(database.db, async (tx) => {
    await write(tx);
    await write(database.db, 4);
    for (let n = 0; n < 3; n += 1) await sealEvents(database.db);
    expect((await counts()).sealed).toBe(sealed);
    await write(tx);
  });
  await sealAll();
  expect(await counts()).toMatchObject({ sealed: sealed + 6, once: true });
  expect(await verifyEvents(database.db)).toBe(null);
});

test('sealers at once, while others write, skip no event and seal none twice', async () => {
  let writing = true;
  const writers = Array.from({ length: 6 }, async () => {
    for (let n = 0; n < 40; n += 1) {
      const given = transaction(database.db, async (tx) => {
        await write(tx, randomInt(1, 4));
        if (randomInt(5) === 0) throw new Error('rolled back');
      });
      await given.catch((error: unknown) => expect(String(error)).toContain('rolled back'));
    }
  });
  const sealers = Array.from({ length: 4 }, async () => {
    while (writing) await sealEvents(database.db, 20);
  });
  await Promise.all(writers);
  writing = false;
  await Promise.all(sealers);
  await sealAll();
  expect((await counts()).once).toBe(true);
  expect(await verifyEvents(database.db)).toBe(null);
});

const TAMPERINGS: [string, SQL][] = [
  ['another action', sql`update audit_events set action = 'report.submit' where id = 2`],
  ['another person', sql`update audit_events set principal = 'user:x' where id = 2`],
  ['another time', sql`update audit_events set at = at + interval '1 microsecond' where id = 2`],
  ['another organization', sql`update audit_events set organization = null where id = 2`],
  ['another report', sql`update audit_events set entity_id = 'r0' where id = 2`],
  ['another detail', sql`update audit_events set detail = '{"version": 0}' where id = 2`],
  ['another correlation id', sql`update audit_events set correlation_id = 'x' where id = 2`],
  ['a deleted event', sql`delete from audit_events where id = 2`],
  [
    'two events that changed places',
    sql`update audit_events set entity_id = case id when 2 then 'r3' else 'r2' end where id in (2, 3)`,
  ],
  [
    'an event added to the past',
    sql`insert into audit_events (at, transaction_id, principal, action, entity, entity_id, correlation_id)
    select now(), transaction_id, 'user:x', 'report.read', 'report', 'r', 'x' from audit_events where id = 2`,
  ],
  ['another block hash', sql`update audit_blocks set hash = sha256(hash) where id = 1`],
  ['a block that holds more', sql`update audit_blocks set to_transaction = '18446744073709551615' where id = 1`],
  [
    'an event added between two blocks',
    sql`with gap as (
      update audit_blocks set from_transaction = (select min(transaction_id) from audit_events e
        where e.transaction_id >= audit_blocks.from_transaction) where id = 2)
    insert into audit_events (at, transaction_id, principal, action, entity, entity_id, correlation_id)
    select now(), to_transaction, 'user:x', 'report.read', 'report', 'r', 'x' from audit_blocks where id = 1`,
  ],
  ['a deleted block', sql`delete from audit_blocks where id = 2`],
];

test.each(TAMPERINGS)('verification finds %s', async (_, change) => {
  await write(database.db, 3);
  await sealAll();
  let found: number | null = null;
  const tampered = transaction(database.db, async (tx) => {
    await tx.execute(sql`alter table audit_events disable trigger user`);
    await tx.execute(sql`alter table audit_blocks disable trigger user`);
    const { rowCount } = await tx.execute(change);
    expect(rowCount).toBeGreaterThan(0);
    found = await verifyEvents(tx);
    throw new Error('put back');
  });
  await expect(tampered).rejects.toThrow('put back');
  expect(found).not.toBe(null);
  expect(await verifyEvents(database.db)).toBe(null);
});
