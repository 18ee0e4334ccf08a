import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import type { Context } from '#lib/context';
import { useSecretKey } from '#lib/encryption';
import { applySettings, type AppliedCounts, type ApplyOptions } from '#lib/settings/apply-settings';
import type { Settings } from '#lib/settings/contract';
import { parseSettings } from '#lib/settings/parse-settings';
import { createTestDatabase } from '../support/test-database.ts';
import { EXAMPLE, EXAMPLE_SECRETS } from './example-settings.ts';

/** A database of its own, and what the settings tests ask of it. */
export interface SettingsHouse {
  db: Database;
  context: Context;
  apply: (settings: Settings, options?: ApplyOptions) => Promise<AppliedCounts>;
  version: () => Promise<number>;
  /** Rows of a query, as PostgreSQL gives them. */
  rows: (query: string) => Promise<Record<string, unknown>[]>;
  /** Every row of every table as one text: what somebody with a copy of the database can read. */
  dump: () => Promise<string>;
  /** Asks until a query of this database waits for a lock; gives up after ten seconds. */
  waitForBlockedQuery: () => Promise<void>;
  drop: () => Promise<void>;
}

/** An empty, migrated database. */
export async function openHouse(): Promise<SettingsHouse> {
  useSecretKey('the secret key of the settings tests');
  const database = await createTestDatabase();
  const { db } = database;
  const context = { db, correlationId: 'settings-tests', at: null };
  const rows = async (query: string) => (await db.execute(sql.raw(query))).rows;
  return {
    db,
    context,
    drop: () => database.drop(),
    rows,
    apply: (settings, options) => applySettings(context, settings, options),
    version: async () => Number((await rows('select version from settings_version'))[0]?.version),
    waitForBlockedQuery: async () => {
      const blocked = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      const giveUp = performance.now() + 10_000;
      while ((await rows(blocked)).length === 0) {
        if (performance.now() > giveUp) throw new Error('No query waited for a lock.');
      }
    },
    dump: async () => {
      const tables = await rows(`select format('%I', table_name) as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE'`);
      const texts = tables.map(({ name }) =>
        rows(`select coalesce(string_agg(t::text, chr(10)), '') as text from ${String(name)} t`),
      );
      return (await Promise.all(texts)).map(([row]) => String(row?.text)).join('\n');
    },
  };
}

/** The example file, parsed; edit it freely. */
export function exampleSettings(secrets: Partial<typeof EXAMPLE_SECRETS> = {}): Settings {
  return parse(EXAMPLE, { ...EXAMPLE_SECRETS, ...secrets });
}

/** Parses a file that must be valid. */
export function parse(text: string, env: Record<string, string> = {}): Settings {
  const parsed = parseSettings(text, env);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, problem }) => `${path}: ${problem}`).join('\n'));
  return parsed.settings;
}

/** A file of one organization in UTC; `lines` are what else it says, indented by four. */
export function organizationFile(name: string, lines = ''): Settings {
  return parse(`organizations:\n  - name: ${name}\n    timeZone: UTC\n${lines}`);
}
