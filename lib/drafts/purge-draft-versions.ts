import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';

/** Deletes drafts that were set aside more than 30 days ago. Returns how many went. */
export async function purgeDraftVersions(db: Queryable): Promise<number> {
  const { rowCount } = await db.execute(sql`delete from draft_versions where kept_at < now() - interval '30 days'`);
  return rowCount ?? 0;
}
