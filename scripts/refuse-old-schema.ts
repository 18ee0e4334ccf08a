import type { Database } from '../db/client.ts';
import { countMissingMigrations } from '../db/migrate.ts';
import { sqlState } from '../lib/errors.ts';

/** Throws, with what to do, when the database lacks a migration of this release; commands do not migrate one in use. */
export async function refuseOldSchema(db: Database): Promise<void> {
  const missing = await countMissingMigrations(db).catch((error: unknown) => {
    // 42P01: no table of migrations yet, 3F000: not even its schema.
    if (['42P01', '3F000'].includes(sqlState(error) ?? '')) return 1;
    throw error;
  });
  if (missing === 0) return;
  throw new Error('The database is older than this release: start Readout on it once, then run this again.');
}
