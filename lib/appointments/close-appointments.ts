import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';

const AT_ONCE = 500;

/**
 * Records FINALISED for appointments whose correction window has ended. Nothing depends on it: every query decides by
 * the database's clock. Returns how many.
 */
export async function closeAppointments(db: Queryable): Promise<number> {
  const { rowCount } = await db.execute(sql`
    update appointments set status = 'FINALISED', row_version = row_version + 1, updated_at = now()
    where id in (select a.id from appointments a join organizations o on o.name = a.domain
      where a.status = 'PENDING REPORTING' and a.first_final_at is not null
        and a.first_final_at + make_interval(mins => o.correction_window_minutes) <= now()
      order by a.first_final_at limit ${AT_ONCE} for update of a skip locked)`);
  return rowCount ?? 0;
}
