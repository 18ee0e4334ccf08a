import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';
import { isUuid } from '#lib/ids';

/**
 * Which submission an id means, and whose history the caller may read (null: everybody's). An id that is neither a UUID nor
 * an integer means none. Throws `insufficient_scope` for a caller who may read no history at all.
 */
export function narrowToReader(actor: Actor, id: string) {
  const organizations = authorizedDomains(actor, 'history:read');
  if (organizations?.length === 0) throw new DomainError('insufficient_scope', 'This caller may not read history.');
  const submissionId = /^\d{1,15}$/.test(id) ? Number(id) : null;
  const reportId = isUuid(id) ? id : null;
  return { organizations, submissionId, reportId };
}
