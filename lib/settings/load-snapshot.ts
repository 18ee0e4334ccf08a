import { sql } from 'drizzle-orm';
import { type Database, type Queryable, transaction } from '#db/client';
import { organizations, receivers, senders, settingsVersion } from '#db/tables/organizations';
import { buildSnapshot, type SettingsSnapshot } from '#lib/settings/build-snapshot';

interface Cache {
  snapshot: SettingsSnapshot | null;
  /** The load under way: callers that need one wait for it together. */
  loading: Promise<SettingsSnapshot> | null;
}

const shared = globalThis as { readoutSnapshots?: WeakMap<object, Cache> };

/**
 * The settings, cached for the process and database. Give the `version` that a read just saw (`settings_version`): when
 * it is the cached one no query is made. Otherwise, and without one, the answer is at least as new as this call.
 */
export async function loadSnapshot(db: Database, version?: number): Promise<SettingsSnapshot> {
  shared.readoutSnapshots ??= new WeakMap();
  const cache = shared.readoutSnapshots.get(db.$client) ?? { snapshot: null, loading: null };
  shared.readoutSnapshots.set(db.$client, cache);
  if (version === undefined) return load(db, cache);
  while (cache.snapshot?.version !== version) {
    // A load that began before the caller's read may be older than what that read saw: then load again.
    const isFresh = cache.loading === null;
    const snapshot = await (cache.loading ?? load(db, cache));
    if (isFresh || snapshot.version >= version) return snapshot;
  }
  return cache.snapshot;
}

async function load(db: Database, cache: Cache): Promise<SettingsSnapshot> {
  const loading = refresh(db, cache.snapshot);
  cache.loading = loading;
  try {
    const snapshot = await loading;
    cache.snapshot = snapshot;
    return snapshot;
  } finally {
    if (cache.loading === loading) cache.loading = null;
  }
}

/** One statement while the settings are as they were. */
async function refresh(db: Database, known: SettingsSnapshot | null): Promise<SettingsSnapshot> {
  if (known !== null && known.version === (await readVersion(db))) return known;
  return transaction(db, async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read, read only`);
    return buildSnapshot(await readRows(tx, await readVersion(tx)));
  });
}

async function readVersion(db: Queryable): Promise<number> {
  const [row] = await db.select({ version: settingsVersion.version }).from(settingsVersion);
  if (!row) throw new Error('The database has no settings version.');
  return row.version;
}

async function readRows(tx: Queryable, version: number) {
  return {
    version,
    organizations: await tx.select().from(organizations),
    senders: await tx.select().from(senders),
    receivers: await tx
      .select({ organization: receivers.organization, name: receivers.name, settings: receivers.settings })
      .from(receivers),
  };
}
