import { createHash, randomInt } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import { sealEvents } from '#lib/audit/seal-events';
import { type Verification, verifyEvents } from '#lib/audit/verify-events';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

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

/** Events, how many of them blocks name, and whether each is named at most once. */
async function counts(): Promise<Counts> {
  const { rows } = await database.db.execute<Counts>(sql`
    with sealed as (select unnest(event_ids) as id from audit_blocks)
    select (select count(*) from audit_events) as events, count(*) as sealed, count(*) = count(distinct id) as once
    from sealed`);
  return rows[0] ?? { events: 0, sealed: 0, once: false };
}

/** Answers how many events each block got. */
async function sealAll(most?: number): Promise<number[]> {
  const sealed: number[] = [];
  for (let count = await sealEvents(database.db, most); count > 0; count = await sealEvents(database.db, most)) {
    sealed.push(count);
  }
  return sealed;
}

async function expectAllSealed(): Promise<void> {
  const { events, sealed, once } = await counts();
  expect({ sealed, once }).toEqual({ sealed: events, once: true });
  expect(await verifyEvents(database.db)).toMatchObject({ outcome: 'intact', events, unsealed: 0 });
}

test.each(['audit_events', 'audit_blocks'])('%s refuses to be changed, deleted from or emptied', async (table) => {
  await write(database.db);
  await sealAll();
  const column = sql.raw(table === 'audit_events' ? 'action' : 'hash');
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
  await expectAllSealed();
  expect(await sealAll()).toEqual([]);
  await write(database.db, 3);
  expect(await sealAll()).toEqual([3]);
  await expectAllSealed();
});

test('a block’s hash is SHA-256 over the hash before it and its events as JSON, a line each', async () => {
  await write(database.db, 2);
  await sealAll();
  const { rows } = await database.db.execute<{ hash: Buffer; previous: Buffer; ids: string }>(sql`
    select hash, previous_hash as previous, event_ids::text as ids from audit_blocks order by id desc limit 1`);
  const hash = createHash('sha256').update(rows[0]?.previous ?? '');
  for (const id of (rows[0]?.ids ?? '').slice(1, -1).split(',')) {
    const { rows: events } = await database.db.execute<{ at: string; entity_id: string; detail: { version: number } }>(
      sql`select extract(epoch from at)::text as at, entity_id, detail from audit_events where id = ${id}`,
    );
    const [{ at, entity_id, detail } = { at: '', entity_id: '', detail: { version: 0 } }] = events;
    hash.update(
      `[${id}, ${at}, "user:u", "report.read", "acme", "report", "${entity_id}", {"version": ${detail.version}}, "audit-test"]\n`,
    );
  }
  expect(rows[0]?.hash.toString('hex')).toBe(hash.digest('hex'));
});

test('events of a long absence are sealed in several blocks', async () => {
  await sealAll();
  await transaction(database.db, (tx) => write(tx, 25));
  expect(await sealAll(10)).toEqual([10, 10, 5]);
  await expectAllSealed();
});

test('an event whose transaction commits late joins a later block and holds up nobody’s', async () => {
  await sealAll();
  await transaction(database.db, async (tx) => {
    await write(tx);
    await write(database.db, 4);
    expect(await sealAll()).toEqual([4]);
    await write(tx);
  });
  expect(await sealAll()).toEqual([2]);
  await expectAllSealed();
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
  await expectAllSealed();
});

const STRAY = sql`insert into audit_events (at, principal, action, entity, entity_id, correlation_id)
  values (now(), 'user:x', 'report.read', 'report', 'r', 'x')`;
const NEWEST = sql`(select max(id) from audit_blocks)`;

const TAMPERINGS: [string, Verification['outcome'], SQL][] = [
  ['another action', 'broken block', sql`update audit_events set action = 'report.submit' where id = 2`],
  ['another person', 'broken block', sql`update audit_events set principal = 'user:x' where id = 2`],
  ['another time', 'broken block', sql`update audit_events set at = at + interval '1 microsecond' where id = 2`],
  ['another organization', 'broken block', sql`update audit_events set organization = null where id = 2`],
  ['another report', 'broken block', sql`update audit_events set entity_id = 'r0' where id = 2`],
  ['another detail', 'broken block', sql`update audit_events set detail = '{"version": 0}' where id = 2`],
  ['another correlation id', 'broken block', sql`update audit_events set correlation_id = 'x' where id = 2`],
  ['a deleted event', 'broken block', sql`delete from audit_events where id = 2`],
  [
    'two events that changed places',
    'broken block',
    sql`update audit_events set entity_id = case id when 2 then 'r3' else 'r2' end where id in (2, 3)`,
  ],
  ['an event that got in past the trigger', 'stray event', STRAY],
  ['an event kept from being sealed', 'stray event', sql`delete from audit_unsealed`],
  ['another block hash', 'broken block', sql`update audit_blocks set hash = sha256(hash) where id = 1`],
  ['a block that names more', 'broken block', sql`update audit_blocks set event_ids = event_ids || 2 where id = 2`],
  ['a block that names less', 'broken block', sql`update audit_blocks set event_ids = event_ids[2:] where id = 2`],
  ['a deleted block', 'broken block', sql`delete from audit_blocks where id = 2`],
  ['the newest block deleted', 'stray event', sql`delete from audit_blocks where id = ${NEWEST}`],
  ['another number of a block', 'broken block', sql`update audit_blocks set id = id + 1 where id = ${NEWEST}`],
];

test.each(TAMPERINGS)('verification finds %s', async (_, outcome, change) => {
  await write(database.db, 3);
  await sealAll();
  await write(database.db);
  let found: Verification | null = null;
  const tampered = transaction(database.db, async (tx) => {
    await tx.execute(sql`alter table audit_events disable trigger user`);
    await tx.execute(sql`alter table audit_blocks disable trigger user`);
    const { rowCount } = await tx.execute(change);
    expect(rowCount).toBeGreaterThan(0);
    found = await verifyEvents(tx);
    throw new Error('put back');
  });
  await expect(tampered).rejects.toThrow('put back');
  expect(found).toMatchObject({ outcome });
  expect(await verifyEvents(database.db)).toMatchObject({ outcome: 'intact', unsealed: 1 });
});
