import { connectDatabase, useDatabase, type Database } from '#db/client';
import { startEmbedded } from '#db/embedded/start-embedded';
import { migrateDatabase } from '#db/migrate';
import { parseConfig, useConfig, type RuntimeConfig } from '#lib/config';
import { useSecretKey } from '#lib/encryption';
import { useLog } from '#lib/log';
import { generatedSecrets } from '#lib/runtime/generated-secrets';

/** What every process of Readout stands on: web, worker, commands. */
export interface Runtime {
  config: RuntimeConfig;
  db: Database;
  /** Whether the database is our own embedded one. */
  embedded: boolean;
  close(): Promise<void>;
}

/**
 * Parses the environment, brings up the database (embedded unless `DATABASE_URL` is set), migrates it, and sets what the
 * process shares. Throws an Error with one line that names what is wrong; nothing of it is open then.
 */
export async function startRuntime(
  variables: Record<string, string | undefined>,
  say: (line: string) => void,
): Promise<Runtime> {
  const parsed = parseConfig(variables);
  useLog(parsed.LOG_LEVEL);
  const server = parsed.DATABASE_URL ? null : await startEmbedded({ dataDir: parsed.READOUT_DATA_DIR, say });
  try {
    const url = server?.url ?? parsed.DATABASE_URL ?? '';
    const secrets = server ? generatedSecrets(server.dataDir) : {};
    const config = { ...secrets, ...definedOnly(parsed) } as RuntimeConfig;
    useConfig(config);
    useSecretKey(config.READOUT_SECRET_KEY);
    await migrateDatabase(url);
    const db = connectDatabase({ url, preparedStatements: config.READOUT_PREPARED_STATEMENTS });
    useDatabase(db);
    const close = async () => {
      await db.$client.end();
      await server?.stop();
    };
    return { config, db, embedded: server !== null, close };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

const definedOnly = <Value extends object>(value: Value): Partial<Value> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<Value>;
