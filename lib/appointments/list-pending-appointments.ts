import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Appointment, PendingQuery } from '#lib/appointments/contract';
import { a, selectAppointments } from '#lib/appointments/find';
import { presentAppointment } from '#lib/appointments/present';
import { isOpen } from '#lib/appointments/window';
import type { Context } from '#lib/context';
import { decodeCursor, encodeCursor } from '#lib/cursor';
import type { AuthorizedDomain } from '#lib/identity/actor';

/** One page of appointments that wait for a report; `nextToken` only when there are more. */
export interface AppointmentPage {
  items: Appointment[];
  nextToken?: string;
}

/**
 * The pending list (contract §4), by keyset: `received` in the order they were told us, `due` by deadline. Inserts
 * between two pages never repeat or hide a row. Throws `bad_request` on a token that is not of this list.
 */
export async function listPendingAppointments(
  context: Context,
  domain: AuthorizedDomain,
  query: PendingQuery,
): Promise<AppointmentPage> {
  const { nextToken, pageSize, ...filters } = query;
  const list = `pending:${domain}:${JSON.stringify(filters)}`;
  const after = nextToken === undefined ? undefined : afterPosition(query, decodeCursor(list, nextToken));
  const rows = await selectAppointments(context.db, sql`now()`)
    .where(and(eq(a.domain, domain), isOpen(sql`now()`), ...narrow(query), after))
    .orderBy(...(query.sort === 'due' ? [a.dueAt, a.id] : [a.id]))
    .limit(pageSize + 1);
  const items = rows.slice(0, pageSize);
  const last = items.at(-1);
  const page: AppointmentPage = { items: items.map(presentAppointment) };
  if (last && rows.length > pageSize) page.nextToken = encodeCursor(list, positionOf(query, last));
  return page;
}

function narrow(query: PendingQuery): (SQL | undefined)[] {
  return [
    query.modality ? inArray(a.modality, query.modality.split(',')) : undefined,
    query.site ? eq(a.scheduledSite, query.site) : undefined,
    query.priority ? eq(a.priority, query.priority) : undefined,
    query.assigned ? eq(a.assignedRadiologist, query.assigned) : undefined,
    query.includeFinal === 'true' ? undefined : sql`a.current_report_status is distinct from 'final'`,
  ];
}

const positionOf = (query: PendingQuery, row: { id: number; dueAtExact: string }): (string | number)[] =>
  query.sort === 'due' ? [row.dueAtExact, row.id] : [row.id];

function afterPosition(query: PendingQuery, position: (string | number)[]): SQL {
  if (query.sort === 'received') return sql`a.id > ${position[0]}`;
  return sql`(a.due_at, a.id) > (${position[0]}::timestamptz, ${position[1]}::bigint)`;
}
