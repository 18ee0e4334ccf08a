import { sql } from 'drizzle-orm';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { checkoutPath } from '#db/checkout-path';
import type { Queryable } from '#db/client';

const MIGRATIONS = checkoutPath('db/migrations');
/** Any constant: processes that start together take turns on this advisory lock. */
const MIGRATION_LOCK = 7_020_241;

/** Brings the schema up to date; several processes may call it at once. Throws when a migration fails. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle({ client }), { migrationsFolder: MIGRATIONS });
  } finally {
    await client.end();
  }
}

/** How many of this build's migrations the database lacks; 0 = ready. */
export async function countMissingMigrations(db: Queryable): Promise<number> {
  const wanted = readMigrationFiles({ migrationsFolder: MIGRATIONS });
  const { rows } = await db.execute<{ hash: string }>(sql`select hash from drizzle.__drizzle_migrations`);
  const applied = new Set(rows.map((row) => row.hash));
  return wanted.filter((migration) => !applied.has(migration.hash)).length;
}
