import { eq } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { alertWebhooks } from '#db/tables/alerts';
import { organizations } from '#db/tables/organizations';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { findFileOrigins } from '#lib/settings/find-file-origins';
import type { FileOrigin } from '#lib/settings/object-contract';

export interface FoundOrganization {
  row: typeof organizations.$inferSelect;
  alertWebhook: typeof alertWebhooks.$inferSelect | null;
  file: FileOrigin;
}

/** An organization; `lock` holds it for the change that follows. Throws `not_found`. */
export async function findOrganization(
  db: Queryable,
  domain: AuthorizedDomain,
  { lock }: { lock: boolean },
): Promise<FoundOrganization> {
  const query = db.select().from(organizations).where(eq(organizations.name, domain));
  const [row] = await (lock ? query.for('no key update') : query);
  if (!row) throw new DomainError('not_found', 'There is no such organization.');
  const [alertWebhook = null] = await db.select().from(alertWebhooks).where(eq(alertWebhooks.organization, domain));
  const origins = await findFileOrigins(db, 'organization', [domain]);
  return { row, alertWebhook, file: origins.get(domain) ?? null };
}
