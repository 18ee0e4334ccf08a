import { eq } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { organizations, senders } from '#db/tables/organizations';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { findFileOrigins } from '#lib/settings/find-file-origins';
import type { FileOrigin } from '#lib/settings/object-contract';

export interface FoundOrganization {
  row: typeof organizations.$inferSelect;
  senders: (typeof senders.$inferSelect)[];
  file: FileOrigin;
}

/** An organization with its senders; `lock` holds it for the change that follows. Throws `not_found`. */
export async function findOrganization(
  db: Queryable,
  domain: AuthorizedDomain,
  { lock }: { lock: boolean },
): Promise<FoundOrganization> {
  const query = db.select().from(organizations).where(eq(organizations.name, domain));
  const [row] = await (lock ? query.for('no key update') : query);
  if (!row) throw new DomainError('not_found', 'There is no such organization.');
  const own = await db.select().from(senders).where(eq(senders.organization, domain)).orderBy(senders.name);
  const origins = await findFileOrigins(db, 'organization', [domain]);
  return { row, senders: own, file: origins.get(domain) ?? null };
}
