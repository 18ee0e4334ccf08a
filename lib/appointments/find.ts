import { and, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client';
import { appointments } from '#db/tables/appointments';
import { organizations } from '#db/tables/organizations';
import type { AppointmentRow } from '#lib/appointments/present';
import { shownStatus } from '#lib/appointments/window';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';

/** `a` and `o`: the names that the SQL fragments of window.ts speak of. */
export const a = alias(appointments, 'a');
export const o = alias(organizations, 'o');

/** Appointments with the status they show at `now` (SQL), to be narrowed further. */
export const selectAppointments = (on: Queryable, now: SQL) =>
  on
    .select({
      ...getTableColumns(a),
      shownStatus: sql<string>`${shownStatus(now)}`.as('shown_status'),
      // With its microseconds, which a Date would lose.
      dueAtExact: sql<string>`${a.dueAt}::text`.as('due_at_exact'),
    })
    .from(a)
    .innerJoin(o, eq(o.name, a.domain));

/** The appointment of this domain, or null. */
export async function findAppointment(
  on: Queryable,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<AppointmentRow | null> {
  const [row] = await selectAppointments(on, sql`now()`).where(
    and(eq(a.domain, domain), eq(a.appointmentId, appointmentId)),
  );
  return row ?? null;
}

/**
 * The appointment as the caller may see it: a client those that are PENDING REPORTING only, people in the portal any.
 * Throws `not_found`, alike for unknown and not pending.
 */
export async function findVisibleAppointment(
  on: Queryable,
  actor: Actor,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<AppointmentRow> {
  const row = await findAppointment(on, domain, appointmentId);
  if (row && (actor.kind === 'user' || row.shownStatus === 'PENDING REPORTING')) return row;
  throw new DomainError(
    'not_found',
    'There is no appointment with this identifier in PENDING REPORTING in this domain.',
  );
}
