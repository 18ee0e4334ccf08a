import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import type { Context } from '#lib/context';
import { log } from '#lib/log';
import { countsOf, hourOf, ROUTINGS_OF_EACH } from '#lib/submissions/counts';

/** Hours of each kind, never counted and changed, that one transaction counts. */
const AT_ONCE = 48;
/** The first count of a large history takes minutes: it tells now and then how far it is. */
const TELL_MS = 10_000;

/**
 * Counts the hours that are over, and again those in which something has changed since: in parts, each a transaction, and no
 * further one once the signal is aborted. Any number of workers may do it at once. Returns how many hours were counted.
 */
export async function countHours({ db }: Context, signal?: AbortSignal): Promise<number> {
  await db.execute(sql`insert into hours_counted (organization, until)
    select name, '-infinity' from organizations on conflict do nothing`);
  const { rows } = await db.execute<{ name: string }>(sql`select organization as name from hours_counted`);
  let counted = 0;
  let toldAt = performance.now();
  for (const { name: organization } of rows) {
    let part: Part;
    do {
      if (signal?.aborted) return counted;
      part = await transaction(db, (tx) => countPart(tx, organization));
      counted += part.hours;
      if (performance.now() - toldAt < TELL_MS) continue;
      toldAt = performance.now();
      log().info(
        { organization, until: part.until, hours: counted },
        'counting the hours of a history for its figures',
      );
    } while (part.hours >= AT_ONCE);
  }
  return counted;
}

interface Part {
  hours: number;
  /** Up to where all hours are counted now; null: another worker is at it. */
  until: string | null;
}

async function countPart(tx: Queryable, organization: string): Promise<Part> {
  const over = await takeTurn(tx, organization);
  if (over === null) return { hours: 0, until: null };
  const { hours, until } = await findDue(tx, organization, over);
  if (hours.length > 0) await count(tx, organization, hours);
  await tx.execute(sql`update hours_counted set until = ${until}::timestamptz
    where organization = ${organization} and until <> ${until}::timestamptz`);
  return { hours: hours.length, until };
}

/**
 * Locks the organization's row and tells up to where hours may be counted; null: another worker is at it. Rows are changed
 * without a mark for an hour from their receipt, by transactions that may still run: when this is asked, before the rows are
 * looked at, none of them does.
 */
async function takeTurn(tx: Queryable, organization: string): Promise<string | null> {
  const { rows } = await tx.execute<{ over: string }>(sql`
    select ${hourOf(sql`least(clock_timestamp(), (select min(xact_start) from pg_stat_activity
        where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid()))
        - interval '1 hour'`)}::text as over
    from hours_counted where organization = ${organization} for update skip locked`);
  return rows[0]?.over ?? null;
}

/** The next hours with submissions, those that were changed, and how far all are counted when these are. */
async function findDue(tx: Queryable, organization: string, over: string): Promise<{ hours: string[]; until: string }> {
  const { rows } = await tx.execute<{ hours: string[]; until: string }>(sql`
    with reach as (
      select h.until, greatest(h.until, least(${over}::timestamptz, ${hourOf(sql`(select min(s.received_at)
        from submissions s where s.organization = ${organization} and s.received_at >= h.until)`)})) as next
      from hours_counted h where h.organization = ${organization}
    ), ahead as (
      select hour from reach, generate_series(next, least(next + ${AT_ONCE} * interval '1 hour', ${over}::timestamptz)
        - interval '1 hour', interval '1 hour') hour
    ), again as (
      select distinct hour from recounts r join reach on r.hour < reach.next
      where r.organization = ${organization} order by hour limit ${AT_ONCE}
    )
    select array(select hour::text from ahead union all select hour::text from again) as hours,
      (select coalesce(max(hour) + interval '1 hour', next) from ahead)::text as until
    from reach`);
  if (!rows[0]) throw new Error('The organization’s row is gone.');
  return rows[0];
}

/** One statement, so one instant: marks that it does not see belong to changes that it does not see either. */
async function count(tx: Queryable, organization: string, hours: readonly string[]): Promise<void> {
  const named = sql`organization = ${organization} and hour = any (${sql.param(hours)}::timestamptz[])`;
  await tx.execute(sql`
    with marks as (delete from recounts where ${named}), former as (delete from hour_counts where ${named}),
    s as materialized (
      select s.id, hour as part, s.sender, s.overall_status, s.destinations
      from unnest(${sql.param(hours)}::timestamptz[]) hour, lateral (select * from submissions s
        where s.organization = ${organization} and s.received_at >= hour and s.received_at < hour + interval '1 hour'
        offset 0) s
    )
    insert into hour_counts (organization, hour, sender, measure, destination, value, submissions, items)
    select ${organization}, part, sender, measure, destination, value, submissions, items
    from (${countsOf(ROUTINGS_OF_EACH)}) c`);
}
