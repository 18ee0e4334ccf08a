import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';

/** The appointment that a draft belongs to, in whatever state it is. Throws `not_found`. */
export async function findDraftTarget(
  on: Queryable,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<{ id: number; version: number }> {
  const { rows } = await on.execute<{ id: number; version: number }>(sql`
    select id, current_version as version from appointments
    where domain = ${domain} and appointment_id = ${appointmentId}`);
  if (rows[0]) return rows[0];
  throw new DomainError('not_found', 'There is no appointment with this identifier in this domain.');
}
