import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { connectDatabase, type Database } from '#db/client';
import { startEmbedded } from '#db/embedded/start-embedded';
import { migrateDatabase } from '#db/migrate';
import type { Context } from '#lib/context';
import { newUuid, sha256 } from '#lib/ids';
import { applySettings } from '#lib/settings/apply-settings';
import { parseSettings } from '#lib/settings/parse-settings';
import { CLIENT_ID, SETTINGS } from './settings.ts';

export interface BenchDatabase {
  url: string;
  db: Database;
  context: Context;
  /** A bearer token of the settings' client. */
  token: string;
}

export interface BenchServer {
  /** A migrated database of that name with settings in YAML, the bench's own unless others are given. */
  createDatabase(name: string, settings?: string): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

/** The product's own embedded PostgreSQL, as durable as it always is, with its data in a folder that `stop` removes. */
export async function openBenchServer(): Promise<BenchServer> {
  const folder = join(tmpdir(), `readout-bench-${randomBytes(6).toString('hex')}`);
  const server = await startEmbedded({ dataDir: folder, say: () => undefined });
  const opened: Database[] = [];
  return {
    async createDatabase(name, settings = SETTINGS) {
      await onDatabase(server.url, (client) => client.query(`create database ${name}`));
      const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
      await migrateDatabase(url);
      const db = connectDatabase({ url, poolSize: 2 });
      opened.push(db);
      const context: Context = { db, correlationId: 'bench', at: null };
      const parsed = parseSettings(settings, {});
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      await applySettings(context, parsed.settings);
      return { url, db, context, token: await grantToken(db) };
    },
    async stop() {
      for (const db of opened) await db.$client.end();
      await server.stop();
      for (const path of [folder, server.dataDir]) rmSync(path, { recursive: true, force: true });
    },
  };
}

async function onDatabase(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function grantToken(db: Database): Promise<string> {
  const token = `rdo_${newUuid()}`;
  await db.execute(sql`insert into access_tokens (token_hash, client_id, scopes, domains, expires_at)
    select ${sha256(token)}, client_id, scopes, domains, now() + interval '1 day' from clients
    where client_id = ${CLIENT_ID}`);
  return token;
}
