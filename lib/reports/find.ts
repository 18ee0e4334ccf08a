import { and, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { reportVersions } from '#db/tables/reports';

export type StoredVersion = typeof reportVersions.$inferSelect;

/** A version of an appointment's report, or null. */
export async function findVersion(
  on: Queryable,
  appointmentKey: number,
  version: number,
): Promise<StoredVersion | null> {
  const of = and(eq(reportVersions.appointmentKey, appointmentKey), eq(reportVersions.version, version));
  const [row] = await on.select().from(reportVersions).where(of);
  return row ?? null;
}
