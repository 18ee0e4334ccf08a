import { inArray, sql, type SQL } from 'drizzle-orm';
import { a, selectAppointments } from '#lib/appointments/find';
import { presentAppointment, type AppointmentRow } from '#lib/appointments/present';
import type { Context } from '#lib/context';
import type { UserActor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';
import type { ListWorklist, WorklistItem, WorklistWindow } from '#lib/worklist/contract';
import { isInView, narrowWorklist } from '#lib/worklist/narrow-worklist';

/** What a row of the worklist shows beside the appointment itself. */
type PlaceRow = {
  id: number;
  total: number;
  holder: string | null;
  is_me: boolean;
  claimed_at: string;
  lease_until: string;
  draft_saved_at: string | null;
  comments: number;
  has_alert: boolean;
};

/**
 * A window of the worklist across the reader's domains, and how many rows there are. By row number, not by keyset: the
 * page shows a scrollbar over all of them and asks for whatever comes into sight (docs/decisions/worklist-windows.md).
 */
export async function listWorklist(context: Context, actor: UserActor, wanted: ListWorklist): Promise<WorklistWindow> {
  const { view, sort, direction, from, count, ...filters } = wanted;
  const rows = narrowWorklist(actor, authorizedDomains(actor, 'appointments:read'), filters);
  const found = sql`${rows} and ${isInView(view, actor)}`;
  const order = sql.raw(direction);
  const { rows: places } = await context.db.execute<PlaceRow>(sql`
    with page as (
      select a.id, c.user_id, c.claimed_at, c.lease_until, d.saved_at, count(*) over () as total,
        row_number() over (order by ${SORT_KEYS[sort]} ${order} nulls last, a.id ${order}) as place
      ${found} order by place offset ${from}::int limit ${count}::int
    )
    select page.id, page.total, u.name as holder, page.user_id = ${actor.userId}::uuid as is_me, page.claimed_at,
      page.lease_until, page.saved_at as draft_saved_at, n.comments, n.has_alert
    from page left join users u on u.id = page.user_id
    cross join lateral (select count(*)::int as comments, coalesce(bool_or(k.is_alert), false) as has_alert
      from comments k where k.appointment_key = page.id) n
    order by page.place`);
  const total = places[0]?.total ?? (from === 0 ? 0 : await countRows(context, found));
  return { total, from, items: await withAppointments(context, places) };
}

const SORT_KEYS: Record<ListWorklist['sort'], SQL> = {
  due: sql`a.due_at`,
  received: sql`a.created_at`,
  patient: sql`lower(a.patient_name)`,
  modality: sql`a.modality`,
  site: sql`lower(a.scheduled_site)`,
};

/** A window beyond the last row has none that could tell the total. */
async function countRows(context: Context, found: SQL): Promise<number> {
  const { rows } = await context.db.execute<{ total: number }>(sql`select count(*) as total ${found}`);
  return rows[0]?.total ?? 0;
}

async function withAppointments(context: Context, places: readonly PlaceRow[]): Promise<WorklistItem[]> {
  if (places.length === 0) return [];
  const ids = places.map(({ id }) => id);
  const rows = await selectAppointments(context.db, sql`now()`).where(inArray(a.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return places.flatMap((place) => {
    const row = byId.get(place.id);
    return row ? [present(row, place)] : [];
  });
}

function present(row: AppointmentRow, place: PlaceRow): WorklistItem {
  const { holder, is_me: isMe, claimed_at: claimedAt, lease_until: leaseUntil } = place;
  return {
    ...presentAppointment(row),
    receivedAt: row.createdAt.toISOString(),
    currentVersion: row.currentVersion,
    holder: holder === null ? null : { name: holder, isMe, claimedAt: iso(claimedAt), leaseUntil: iso(leaseUntil) },
    draftSavedAt: place.draft_saved_at === null ? null : iso(place.draft_saved_at),
    commentCount: place.comments,
    hasAlert: place.has_alert,
  };
}

const iso = (instant: string): string => new Date(instant).toISOString();
