import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { PublicKey } from '#lib/settings/public-key';

/** A secret that works, or will again: instants are as JSON writes them. */
interface SecretRow {
  id: string;
  origin: 'settings' | 'portal';
  created_at: string;
  expires_at: string | null;
}

/** An OAuth client with its live secrets, newest first. Instants are as PostgreSQL writes them. */
export interface ClientRow {
  client_id: string;
  domains: string[];
  scopes: string[];
  sender: string;
  rate_limit_per_minute: number;
  public_keys: PublicKey[];
  revoked_at: string | null;
  created_at: string;
  secrets: SecretRow[];
  last_token_at: string | null;
  file_applied_at: string | null;
}

/** Secrets that count are the two newest (lib/identity/verify-client-secret.ts). */
const LIVE = sql`select s.id, s.origin, s.created_at, s.expires_at from client_secrets s
  where s.client_id = c.client_id and c.revoked_at is null and (s.expires_at is null or s.expires_at > now())
  order by s.created_at desc, s.id desc limit 2`;

/** The clients that belong to an organization, revoked ones last, or the one asked for. */
export async function findClients(db: Queryable, domain: AuthorizedDomain, clientId: string | null = null) {
  const { rows } = await db.execute<ClientRow & Record<string, unknown>>(sql`
    select c.client_id, c.domains, c.scopes, c.sender, c.rate_limit_per_minute, c.revoked_at, c.created_at,
      coalesce(c.jwks->'keys', '[]') as public_keys,
      (select coalesce(json_agg(l), '[]') from (${LIVE}) l) as secrets,
      (select e.at from audit_events e where e.entity = 'client' and e.entity_id = c.client_id
        and e.action = 'token.issue' order by e.id desc limit 1) as last_token_at,
      (select a.applied_at from applied_settings a where a.kind = 'client' and a.key = c.client_id) as file_applied_at
    from clients c
    where c.organization = ${domain} and (${clientId}::text is null or c.client_id = ${clientId})
    order by c.revoked_at is not null, c.client_id`);
  return rows;
}

/** A client, held for the change that follows. Throws `not_found`. */
export async function holdClient(tx: Queryable, domain: AuthorizedDomain, clientId: string): Promise<ClientRow> {
  await tx.execute(sql`select 1 from clients where client_id = ${clientId} and organization = ${domain} for update`);
  const [row] = await findClients(tx, domain, clientId);
  if (!row) throw new DomainError('not_found', 'There is no such client in this organization.');
  return row;
}
