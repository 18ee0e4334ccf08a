import type { Actor } from '#lib/identity/actor';
import type { ClientObject } from '#lib/settings/client-contract';
import type { ClientRow } from '#lib/settings/find-clients';
import { versionOf } from '#lib/settings/object-version';
import { presentInstant } from '#lib/settings/present-instant';
import { algorithmOf, modulusBits, thumbprintOf } from '#lib/settings/public-key';
import { mayManageClient } from '#lib/settings/rules';

/** What a change of a client is compared by. */
export const clientContent = ({ domains, scopes, sender, rate_limit_per_minute: rateLimitPerMinute }: ClientRow) => ({
  domains,
  scopes: scopes as ClientObject['scopes'],
  sender,
  rateLimitPerMinute,
});

/** Row → wire. */
export function presentClient(actor: Actor, row: ClientRow): ClientObject {
  const content = clientContent(row);
  return {
    clientId: row.client_id,
    ...content,
    publicKeys: row.public_keys.map((key) => ({
      thumbprint: thumbprintOf(key),
      kid: typeof key.kid === 'string' ? key.kid : null,
      alg: algorithmOf(key),
      bits: modulusBits(key),
    })),
    secrets: row.secrets.map(({ id, origin, created_at: createdAt, expires_at: expiresAt }) => ({
      secretId: id,
      createdAt: presentInstant(createdAt),
      expiresAt: presentInstant(expiresAt),
      fromFile: origin === 'settings',
    })),
    mayManage: mayManageClient(actor, row.domains),
    lastTokenAt: presentInstant(row.last_token_at),
    revokedAt: presentInstant(row.revoked_at),
    createdAt: presentInstant(row.created_at),
    file: row.file_applied_at === null ? null : { appliedAt: presentInstant(row.file_applied_at) },
    version: versionOf(content),
  };
}
