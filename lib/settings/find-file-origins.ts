import { and, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { appliedSettings } from '#db/tables/organizations';
import type { FileOrigin } from '#lib/settings/object-contract';

/** Which of the objects of a kind a settings file names too, by key; those it does not are not in the answer. */
export async function findFileOrigins(
  db: Queryable,
  kind: 'organization' | 'receiver' | 'client' | 'user',
  keys: readonly string[],
): Promise<ReadonlyMap<string, FileOrigin>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select({ key: appliedSettings.key, appliedAt: appliedSettings.appliedAt })
    .from(appliedSettings)
    .where(and(eq(appliedSettings.kind, kind), inArray(appliedSettings.key, [...keys])));
  return new Map(rows.map(({ key, appliedAt }) => [key, { appliedAt: appliedAt.toISOString() }]));
}
