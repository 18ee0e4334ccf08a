import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { decodeCursor, encodeCursor } from '#lib/cursor';
import type { UserActor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';
import type { ListMySubmissionsQuery, MySubmission } from '#lib/submissions/listed-contract';
import { matchesAnyId } from '#lib/submissions/narrow-submissions';
import { LISTED_COLUMNS, presentListed, type ListRow } from '#lib/submissions/present-listed';
import { TALLIES } from '#lib/submissions/tally-status';

/** A destination failed for good, and what it should have got is still the newest version. */
const NEEDS_ATTENTION = sql`s.delivery_state in ('retrying', 'waiting', 'failed')
  and exists (select 1 from ${TALLIES} where t.failed > 0)
  and exists (select 1 from appointments c where c.id = s.appointment_key and c.current_version = s.version)`;

/**
 * What a person submitted in the portal, in the organizations whose history they may read: first what needs attention,
 * then the rest, each newest first. Throws `bad_request` on a cursor of another list.
 */
export async function listMySubmissions(
  context: Context,
  actor: UserActor,
  query: ListMySubmissionsQuery,
): Promise<{ items: MySubmission[]; nextCursor: string | null }> {
  const { cursor, pageSize, ...filters } = query;
  const list = `my-submissions:${actor.principal}:${JSON.stringify(filters)}`;
  const [attention, ...row] = cursor === undefined ? [] : decodeCursor(list, cursor);
  const part = (isUrgent: boolean, after: (string | number)[]): SQL => {
    const conditions = [...narrow(actor, filters), isUrgent ? NEEDS_ATTENTION : sql`not (${NEEDS_ATTENTION})`];
    const [receivedAt, id] = after;
    if (id !== undefined) conditions.push(sql`(s.received_at, s.id) < (${receivedAt}::timestamptz, ${id}::bigint)`);
    return sql`(select s.*, ${isUrgent}::boolean as needs_attention from submissions s
      where ${sql.join(conditions, sql` and `)} order by s.received_at desc, s.id desc limit ${pageSize + 1})`;
  };
  const parts = attention === 0 ? [part(false, row)] : [part(true, row), part(false, [])];
  const { rows } = await context.db.execute<ListRow & { needs_attention: boolean }>(sql`
    select ${LISTED_COLUMNS}, s.needs_attention
    from (${sql.join(parts, sql` union all `)}) s
    left join appointments a on a.id = s.appointment_key
    left join report_versions v on v.appointment_key = s.appointment_key and v.version = s.version
    order by s.needs_attention desc, s.received_at desc, s.id desc limit ${pageSize + 1}`);
  const items = rows.slice(0, pageSize);
  const last = items.at(-1);
  const position = last && [Number(last.needs_attention), last.received_at, last.id];
  return {
    items: items.map((one) => ({ ...presentListed(one), needsAttention: one.needs_attention })),
    nextCursor: position && rows.length > pageSize ? encodeCursor(list, position) : null,
  };
}

/** `source` is said because the index of what persons submitted is made for it; the bulk, of clients, is not in it. */
function narrow(actor: UserActor, { deliveryState, q }: Pick<ListMySubmissionsQuery, 'deliveryState' | 'q'>): SQL[] {
  const organizations = authorizedDomains(actor, 'history:read');
  const conditions: SQL[] = [sql`s.principal = ${actor.principal}`, sql`s.source = 'portal'`];
  if (organizations) conditions.push(sql`s.organization = any (${sql.param(organizations)}::text[])`);
  if (deliveryState) conditions.push(sql`s.delivery_state = ${deliveryState}`);
  if (q) conditions.push(matchesAnyId(organizations, q.trim()));
  return conditions;
}
