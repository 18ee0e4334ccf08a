import { sql, type SQL } from 'drizzle-orm';

/**
 * SQL: whether appointment `a` of organization `o` still takes reports at `now`: its status is PENDING REPORTING and the
 * correction window, counted from the first final's acceptance, has not ended (contract §3). The worker only records
 * the end; every query decides by the database's clock.
 */
export const isOpen = (now: SQL): SQL => sql`(a.status = 'PENDING REPORTING' and (a.first_final_at is null
  or a.first_final_at + make_interval(mins => o.correction_window_minutes) > ${now}))`;

/** SQL: the status an appointment shows: FINALISED as soon as its correction window has ended. */
export const shownStatus = (now: SQL): SQL =>
  sql`case when a.status = 'PENDING REPORTING' and not ${isOpen(now)} then 'FINALISED' else a.status end`;
