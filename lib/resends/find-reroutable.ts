import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { isWithdrawnAfter, newerThan } from '#lib/resends/find-resendable';
import type { Newer } from '#lib/resends/judge-resend';
import type { LockedSubmission } from '#lib/resends/lock-resend';
import type { ItemFields } from '#lib/routing/contract';
import { routeItem } from '#lib/routing/route-item';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';

/** An item whose text the filters have to see again. */
type ItemRow = {
  itemIndex: number;
  fields: ItemFields;
  reportText: string;
  reportGuid: string;
  orderKey: string;
  version: number;
  /** Destinations that its verdict stands for: it was routed there, or left out on purpose. */
  settled: string[];
  isWithdrawn: boolean;
};

export interface Reroutable extends Omit<ItemRow, 'fields' | 'reportText' | 'settled'> {
  destination: string;
  newer: Newer | null;
}

const AT_ONCE = 50;

/**
 * Items that the filters of now route to destinations (null: any) which they were filtered out for, or did not meet. An
 * item without a report, or of no order that is known, is not among them.
 */
export async function findReroutable(
  tx: Queryable,
  submission: LockedSubmission,
  names: readonly string[] | null,
  { settings, now }: { settings: SettingsSnapshot; now: Date },
): Promise<Reroutable[]> {
  const { organization, topic, routeTo } = submission;
  const timeZone = settings.organizations.get(organization)?.timeZone ?? 'UTC';
  const destinations = settings
    .destinationsFor(organization, topic)
    .filter(({ name }) => (names?.includes(name) ?? true) && (routeTo?.includes(name) ?? true));
  const found: Reroutable[] = [];
  for (let after = 0; ;) {
    const items = await readItems(tx, submission.id, after);
    for (const { fields, reportText, settled, ...item } of items) {
      const open = destinations.filter(({ name }) => !settled.includes(name));
      const routed = routeItem({ fields: { ...fields, report_text: reportText }, now, timeZone }, open);
      for (const { destination, verdict } of routed) {
        if (verdict.kind === 'routed') found.push({ ...item, destination: destination.name, newer: null });
      }
    }
    if (items.length < AT_ONCE) return withNewer(tx, found);
    after = items.at(-1)?.itemIndex ?? after;
  }
}

async function withNewer(tx: Queryable, found: readonly Reroutable[]): Promise<Reroutable[]> {
  const asked = found.map(({ orderKey, destination, version }, place) => ({ place, orderKey, destination, version }));
  const { rows } = await tx.execute<{ newer: Newer | null }>(sql`
    select ${newerThan(sql`f."orderKey"`, sql`f.destination`, sql`f.version`)} as newer
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as f(place int, "orderKey" text, destination text, version int)
    order by f.place`);
  return found.map((item, place) => ({ ...item, newer: rows[place]?.newer ?? null }));
}

async function readItems(tx: Queryable, id: number, after: number): Promise<ItemRow[]> {
  const { rows } = await tx.execute<ItemRow>(sql`
    select i.item_index as "itemIndex", i.fields, coalesce(v.report_text, o.report_text) as "reportText",
      coalesce(i.report_guid, s.report_id) as "reportGuid",
      coalesce(r.order_key, a.domain || '/' || a.appointment_id) as "orderKey",
      coalesce(r.version, i.version, s.version) as version, coalesce(r.settled, '{}') as settled,
      ${isWithdrawnAfter(sql`r.order_key`, sql`coalesce(r.version, i.version, s.version)`)} as "isWithdrawn"
    from submission_items i join submissions s on s.id = i.submission_id
    left join report_versions v on v.report_guid = i.report_guid
    left join item_reports o on v.report_guid is null and o.submission_id = i.submission_id and o.item_index = i.item_index
    left join appointments a on a.id = coalesce(i.appointment_key, s.appointment_key)
    left join lateral (select min(order_key) as order_key, min(version) as version,
        array_agg(destination) filter (where state not in ('filtered', 'outside')) as settled
      from routings where submission_id = i.submission_id and item_index = i.item_index) r on true
    where i.submission_id = ${id} and i.item_index > ${after} and coalesce(v.report_text, o.report_text) is not null
      and coalesce(v.result_status, o.result_status) <> 'X'
      and coalesce(r.order_key, a.appointment_id) is not null and coalesce(r.version, i.version, s.version) is not null
    order by i.item_index limit ${AT_ONCE}`);
  return rows;
}
