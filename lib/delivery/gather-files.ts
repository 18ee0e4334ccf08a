import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { clockOf } from '#lib/delivery/move-file';
import { loadSnapshot } from '#lib/settings/load-snapshot';

const AT_ONCE = 10_000;

/**
 * Puts the reports that wait for a slot of their destination which has come into files of several (MERGE), oldest first, at
 * most `maxReportCount` in one; each goes into the oldest's file. Withdrawals are apart, since they reach a destination
 * that is inactive; so is each sending organization: one that stops sharing holds back nobody else's. Waits for nobody: what
 * is being superseded or recalled just now is gathered later. Answers how many files there are now.
 */
export async function gatherFiles(context: Context): Promise<number> {
  const { destinations } = await loadSnapshot(context.db);
  const now = clockOf(context);
  const batched = destinations.filter(({ settings }) => settings.timing.operation === 'MERGE');
  const limits = sql`unnest(${sql.param(batched.map(({ name }) => name))}::text[],
    ${sql.param(batched.map(({ settings }) => settings.timing.maxReportCount))}::int[])`;
  for (let files = 0; ;) {
    const { rows } = await context.db.execute<{ files: number; due: number }>(sql`
      with due as materialized (
        select d.id, d.destination, d.withdrawal, d.file_type, d.next_attempt_at, d.expires_at, s.organization as sender
        from deliveries d join delivery_items i on i.delivery_id = d.id join submissions s on s.id = i.submission_id
        where d.gathers and d.state in ('queued', 'ready') and not d.has_superseded and d.next_attempt_at <= ${now}
        order by d.next_attempt_at, d.id limit ${AT_ONCE}
        for update of i, d skip locked
      ),
      placed as (
        select due.*, coalesce(most, 1) as most,
          row_number() over (partition by destination, withdrawal, file_type, sender order by next_attempt_at, id) - 1 as place
        from due left join ${limits} as named(name, most) on name = destination
      ),
      grouped as (
        select *, first_value(id) over (partition by destination, withdrawal, file_type, sender, place / most order by place) as lead
        from placed
      ),
      led as (
        update deliveries d set gathers = false, item_count = held.count, expires_at = held.until, offered_at = ${now}
        from (select lead, count(*) as count, max(expires_at) as until from grouped group by lead) held
        where d.id = held.lead
        returning d.id
      ),
      moved as (
        update delivery_items i set delivery_id = lead from grouped where i.delivery_id = grouped.id and lead <> grouped.id
      ),
      emptied as (
        delete from deliveries d using grouped where d.id = grouped.id and lead <> grouped.id
      )
      select (select count(*) from led)::int as files, (select count(*) from due)::int as due`);
    const [round] = rows;
    files += round?.files ?? 0;
    if ((round?.due ?? 0) < AT_ONCE) return files;
  }
}
