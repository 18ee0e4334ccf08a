import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordEvent } from '#lib/audit/record-event';
import { sealEvents } from '#lib/audit/seal-events';
import { startProgram } from '../support/start-program.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function write(count: number): Promise<void> {
  const event = { action: 'report.read', principal: 'user:u', organization: null, entity: 'report', entityId: 'r' };
  for (let n = 0; n < count; n += 1) {
    await recordEvent({ db: database.db, correlationId: 'x', at: null }, database.db, event);
  }
}

/** Runs the command; answers its exit code and the line that matches. */
async function verify(line: RegExp): Promise<{ code: unknown; said: string }> {
  const command = startProgram('scripts/audit.ts', database.url);
  return { said: await command.says(line), code: await command.ended };
}

test('the command tells how many events are intact, and the first block that is not', async () => {
  await write(3);
  await sealEvents(database.db);
  await write(2);
  await sealEvents(database.db);
  await write(1);
  expect(await verify(/intact/)).toEqual({
    code: 0,
    said: '5 events in 2 blocks are intact, 1 are not sealed yet.',
  });
  await database.db.execute(sql`alter table audit_events disable trigger user`);
  await database.db.execute(sql`update audit_events set principal = 'user:x' where id = 5`);
  expect(await verify(/intact/)).toEqual({ code: 1, said: expect.stringMatching(/^Block 2 is not intact/) });
});

test('an event that no block and no sealer knows is named', async () => {
  await database.db.execute(sql`update audit_events set principal = 'user:u' where id = 5`);
  await write(1);
  expect(await verify(/^Event/)).toEqual({ code: 1, said: expect.stringMatching(/^Event 7 is in no block/) });
});

test('a database of an older release is refused', async () => {
  await database.db.execute(
    sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`,
  );
  expect(await verify(/release/)).toEqual({ code: 1, said: expect.stringMatching(/older than this release/) });
});
