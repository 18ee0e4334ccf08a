import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connectDatabase, type Database } from '#db/client';
import { startEmbedded } from '#db/embedded/start-embedded';
import { migrateDatabase } from '#db/migrate';
import { sqlState } from '#lib/errors';

/** One server for all test processes of a checkout and user; each takes part in it, the last one stops it. */
const DATA_DIR = join(
  tmpdir(),
  `readout-test-${createHash('sha256').update(`${process.cwd()}:${process.getuid?.()}`).digest('hex').slice(0, 12)}`,
);
const MIGRATIONS = join(process.cwd(), 'db/migrations');
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

/** Named by what it is made of: it is never changed, so runs at the same time share it. */
function templateName(): string {
  const hash = createHash('sha256');
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql'));
  for (const name of files.toSorted()) hash.update(readFileSync(join(MIGRATIONS, name)));
  return `readout_template_${hash.digest('hex').slice(0, 16)}`;
}

/** Makes the migrated template unless it is there, and drops what ended runs left behind. Called once a run. */
export async function prepareTemplate(): Promise<void> {
  const template = templateName();
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like 'readout\\_t%'`,
    );
    for (const { datname } of rows.filter(({ datname: name }) => name !== template && !isInUse(name)))
      await dropDatabase(client, datname);
    if (rows.some(({ datname }) => datname === template)) return;
    // Under its name only when it is whole: a run may be killed at any moment.
    const unfinished = `${template}_unfinished`;
    await client.query(`create database ${unfinished}`);
    await migrateDatabase(urlOf((await testServer()).url, unfinished));
    await client.query(`alter database ${unfinished} rename to ${template}`);
  });
}

/** Whether the process that made a test database still runs. */
function isInUse(name: string): boolean {
  const pid = /^readout_test_(\d+)_/.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

/**
 * Without force PostgreSQL stops an autovacuum there by itself; with it, one is a superuser's process that may not be
 * terminated. Force is for connections that killed processes left.
 */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${name}`).catch((error: unknown) => {
    if (sqlState(error) !== '55006') throw error;
    return client.query(`drop database if exists ${name} with (force)`);
  });
}

export interface TestDatabase {
  db: Database;
  url: string;
  drop(): Promise<void>;
}

/** A migrated database of the caller's own. */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const name = `readout_test_${process.pid}_${randomBytes(8).toString('hex')}`;
  await onServer((client) => client.query(`create database ${name} template ${templateName()}`));
  const url = urlOf((await testServer()).url, name);
  const db = connectDatabase({ url, ...options });
  return {
    db,
    url,
    async drop() {
      await db.$client.end();
      await onServer((client) => dropDatabase(client, name));
    },
  };
}
