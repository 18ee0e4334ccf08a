// npm run settings -- apply FILE | export: the settings of a running PostgreSQL deployment, from a file or as one.
import { randomUUID } from 'node:crypto';
import { connectDatabase, type Database } from '../db/client.ts';
import { countMissingMigrations } from '../db/migrate.ts';
import { parseConfig } from '../lib/config.ts';
import { useSecretKey } from '../lib/encryption.ts';
import { describeError, sqlState } from '../lib/errors.ts';
import { applySettingsFile } from '../lib/runtime/apply-settings-file.ts';
import { exportSettings } from '../lib/settings/export-settings.ts';

const USAGE = 'Usage: npm run settings -- apply FILE\n       npm run settings -- export > FILE';

async function main([command, file]: string[]): Promise<void> {
  const isApply = command === 'apply' && file !== undefined;
  if (!isApply && command !== 'export') throw new Error(USAGE);
  const { DATABASE_URL, READOUT_SECRET_KEY } = parseConfig(process.env);
  if (!DATABASE_URL || !READOUT_SECRET_KEY) {
    throw new Error('DATABASE_URL is not set: give the address of the PostgreSQL whose settings you mean.');
  }
  useSecretKey(READOUT_SECRET_KEY);
  const db = connectDatabase({ url: DATABASE_URL, poolSize: 2 });
  try {
    await refuseOldSchema(db);
    if (isApply) {
      const context = { db, correlationId: randomUUID(), at: null };
      const { created, updated, unchanged } = await applySettingsFile(context, file, process.env);
      console.log(`${created} created, ${updated} updated, ${unchanged} unchanged`);
    } else {
      process.stdout.write(await exportSettings(db));
    }
  } finally {
    await db.$client.end();
  }
}

async function refuseOldSchema(db: Database): Promise<void> {
  const missing = await countMissingMigrations(db).catch((error: unknown) => {
    // 42P01: no table of migrations yet, 3F000: not even its schema.
    if (['42P01', '3F000'].includes(sqlState(error) ?? '')) return 1;
    throw error;
  });
  if (missing === 0) return;
  throw new Error('The database is older than this release: start Readout on it once, then run this again.');
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
