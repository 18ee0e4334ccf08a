import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { Sender } from '#lib/settings/contract';

/** A sender and who uses it. Instants are as PostgreSQL writes them. */
export interface SenderRow {
  name: string;
  topic: string;
  format: Sender['format'];
  customer_status: Sender['customerStatus'];
  hl7_acknowledgement_enabled: boolean;
  client_ids: string[];
  foreign_client_count: number;
  last_received_at: string | null;
  file_applied_at: string | null;
}

const USERS = sql`clients c where c.revoked_at is null and c.sender = s.name and c.domains && array[s.organization, '*']`;

/** An organization's senders by name, or the one asked for. */
export async function findSenders(
  db: Queryable,
  domain: AuthorizedDomain,
  name: string | null = null,
): Promise<SenderRow[]> {
  const { rows } = await db.execute<SenderRow & Record<string, unknown>>(sql`
    select s.name, s.topic, s.format, s.customer_status, s.hl7_acknowledgement_enabled,
      array(select c.client_id from ${USERS} and c.organization = s.organization order by c.client_id) as client_ids,
      (select count(*)::int from ${USERS} and c.organization <> s.organization) as foreign_client_count,
      (select max(b.received_at) from submissions b where b.organization = s.organization and b.sender = s.name)
        as last_received_at,
      (select a.applied_at from applied_settings a where a.kind = 'sender' and a.key = s.organization || '.' || s.name)
        as file_applied_at
    from senders s
    where s.organization = ${domain} and (${name}::text is null or s.name = ${name})
    order by s.name`);
  return rows;
}

/** A sender, held for the change that follows. Throws `not_found`. */
export async function holdSender(tx: Queryable, domain: AuthorizedDomain, name: string): Promise<SenderRow> {
  await tx.execute(sql`select 1 from senders where organization = ${domain} and name = ${name} for update`);
  const [row] = await findSenders(tx, domain, name);
  if (!row) throw new DomainError('not_found', 'There is no such sender in this organization.');
  return row;
}
