// npm run settings -- apply FILE | export: the settings of a running PostgreSQL deployment, from a file or as one.
import { randomUUID } from 'node:crypto';
import { connectDatabase } from '../db/client.ts';
import { parseConfig } from '../lib/config.ts';
import { useSecretKey } from '../lib/encryption.ts';
import { describeError } from '../lib/errors.ts';
import { applySettingsFile } from '../lib/runtime/apply-settings-file.ts';
import { exportSettings } from '../lib/settings/export-settings.ts';
import { refuseOldSchema } from './refuse-old-schema.ts';

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

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
