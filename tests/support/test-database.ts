import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connectDatabase, type Database } from '#db/client';
import { startEmbedded } from '#db/embedded/start-embedded';
import { migrateDatabase } from '#db/migrate';

/** One server for all test processes of a checkout and user; each takes part in it, the last one stops it. */
const DATA_DIR = join(
  tmpdir(),
  `readout-test-${createHash('sha256').update(`${process.cwd()}:${process.getuid?.()}`).digest('hex').slice(0, 12)}`,
);
const TEMPLATE = 'readout_template';
const TEMPLATE_LOCK = 7_020_250;

let server: ReturnType<typeof startEmbedded> | undefined;

/** The real PostgreSQL of the tests. */
export function testServer() {
  server ??= startEmbedded({ dataDir: DATA_DIR, say: () => undefined });
  return server;
}

const urlOf = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

async function onServer<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: urlOf((await testServer()).url, 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the migrated template anew, and drops what an earlier run left behind. Called once a run. */
export async function prepareTemplate(): Promise<void> {
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like 'readout\\_t%'`,
    );
    for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
    await client.query(`create database ${TEMPLATE}`);
    await migrateDatabase(urlOf((await testServer()).url, TEMPLATE));
  });
}

export interface TestDatabase {
  db: Database;
  url: string;
  drop(): Promise<void>;
}

/** A migrated database of the caller's own. */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const name = `readout_test_${randomBytes(8).toString('hex')}`;
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock_shared($1)', [TEMPLATE_LOCK]);
    await client.query(`create database ${name} template ${TEMPLATE}`);
  });
  const url = urlOf((await testServer()).url, name);
  const db = connectDatabase({ url, ...options });
  return {
    db,
    url,
    async drop() {
      await db.$client.end();
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
