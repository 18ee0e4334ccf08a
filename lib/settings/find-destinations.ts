import { and, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { receivers } from '#db/tables/organizations';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';

export type ReceiverRow = typeof receivers.$inferSelect;

/** An organization's destinations by name. */
export const findDestinations = (db: Queryable, domain: AuthorizedDomain): Promise<ReceiverRow[]> =>
  db.select().from(receivers).where(eq(receivers.organization, domain)).orderBy(receivers.name);

/** One destination; `lock` holds it for the change that follows. Throws `not_found`. */
export async function findDestination(
  db: Queryable,
  domain: AuthorizedDomain,
  name: string,
  { lock }: { lock: boolean },
): Promise<ReceiverRow> {
  const query = db
    .select()
    .from(receivers)
    .where(and(eq(receivers.organization, domain), eq(receivers.name, name)));
  const [row] = await (lock ? query.for('no key update') : query);
  if (!row) throw new DomainError('not_found', 'There is no such destination in this organization.');
  return row;
}
