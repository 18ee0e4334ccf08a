import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import { unseal } from '#lib/encryption';
import { type TransportCredentials, transportCredentials } from '#lib/settings/transport-contract';

/**
 * What opens a destination, for the one attempt that needs it: keep it no longer, log none of it. {} when it has no
 * credentials. Throws when READOUT_SECRET_KEY is not the one they were sealed with.
 */
export async function findCredentials(
  db: Queryable,
  organization: string,
  service: string,
): Promise<TransportCredentials> {
  const [row] = await select(db, { organization, service });
  if (!row?.credentials) return {};
  return transportCredentials.parse(JSON.parse(unseal(row.credentials)));
}

const select = defineStatement<{ organization: string; service: string }, { credentials: Buffer | null }>(sql`
  select credentials from receivers
  where organization = ${sql.placeholder('organization')} and name = ${sql.placeholder('service')}`);
