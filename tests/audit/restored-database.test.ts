import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import { sealEvents } from '#lib/audit/seal-events';
import { verifyEvents } from '#lib/audit/verify-events';
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const TABLES = ['audit_blocks', 'audit_events', 'audit_unsealed'];

let old: TestDatabase;
let server: OwnPostgres;
beforeAll(async () => {
  old = await createTestDatabase();
  server = await startOwnPostgres();
});
afterAll(async () => {
  await old.drop();
  await server.close();
});

async function write(db: Database, ...ids: string[]): Promise<void> {
  for (const entityId of ids) {
    const event = { action: 'report.read', principal: 'user:u', organization: 'acme', entity: 'report', entityId };
    await recordEvent({ db, correlationId: 'restore-test', at: null }, db, event);
  }
}

/** Transaction ids of a new server start over; here they must be far below the old one's. */
async function spendTransactions(db: Database): Promise<void> {
  await db.execute(sql`do $$ begin for n in 1..5000 loop perform pg_current_xact_id(); commit; end loop; end $$`);
}

async function transactionId(db: Database): Promise<number> {
  const { rows } = await db.execute<{ id: number }>(sql`select pg_current_xact_id()::text::bigint as id`);
  return rows[0]?.id ?? 0;
}

/** As pg_dump and its restore do: rows first, triggers and the identity's next value afterwards. */
async function restore(from: Database, to: Database): Promise<void> {
  for (const name of TABLES) {
    const table = sql.identifier(name);
    const { rows } = await from.execute<{ rows: string }>(
      sql`select coalesce(jsonb_agg(t), '[]')::text as rows from ${table} t`,
    );
    await to.execute(sql`alter table ${table} disable trigger user`);
    await to.execute(sql`insert into ${table} overriding system value
      select * from jsonb_populate_recordset(null::${table}, ${rows[0]?.rows}::jsonb)`);
    await to.execute(sql`alter table ${table} enable trigger user`);
  }
  await to.execute(
    sql`select setval(pg_get_serial_sequence('audit_events', 'id'), (select max(id) from audit_events))`,
  );
}

test('in a dump restored on a new server the chain is intact, goes on, and shows what was tampered with', async () => {
  await spendTransactions(old.db);
  await write(old.db, 'r1', 'r2', 'r3');
  expect(await sealEvents(old.db)).toBe(3);
  await write(old.db, 'r4');
  expect(await transactionId(server.db)).toBeLessThan(await transactionId(old.db));

  await restore(old.db, server.db);
  expect(await verifyEvents(server.db)).toMatchObject({ outcome: 'intact', events: 4, blocks: 1, unsealed: 1 });
  await write(server.db, 'r5', 'r6');
  expect(await sealEvents(server.db)).toBe(3);
  expect(await verifyEvents(server.db)).toMatchObject({ outcome: 'intact', events: 6, blocks: 2, unsealed: 0 });

  await server.db.execute(sql`alter table audit_events disable trigger user`);
  await server.db.execute(sql`update audit_events set entity_id = 'r0' where entity_id = 'r5'`);
  expect(await verifyEvents(server.db)).toEqual({ outcome: 'broken block', block: 2 });
});
