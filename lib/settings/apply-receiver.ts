import { and, eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { receivers } from '#db/tables/organizations';
import type { Context } from '#lib/context';
import { type Applied, wasInserted } from '#lib/settings/apply-organization';
import { type Receiver, receiverSettings } from '#lib/settings/receiver-contract';
import { sealCredentials } from '#lib/settings/seal-credentials';
import { splitTransport } from '#lib/settings/split-transport';
import { tryAnew } from '#lib/settings/try-anew';

/**
 * Creates or updates a destination. Its credentials are sealed apart from its settings; when none are given, those of a
 * transport of the same type stay. One that did not answer is tried at once.
 */
export async function applyReceiver(
  context: Context,
  tx: Queryable,
  organization: string,
  receiver: Receiver,
): Promise<Applied> {
  const { name, transport, ...fields } = receiver;
  const { stored, credentials } = splitTransport(transport);
  const before = await readCredentials(tx, organization, name, stored.type);
  const row = {
    settings: receiverSettings.parse({ ...fields, transport: stored }),
    credentials: sealCredentials(before, credentials),
    updatedAt: sql`now()`,
  };
  const [applied] = await tx
    .insert(receivers)
    .values({ organization, name, ...row })
    .onConflictDoUpdate({ target: [receivers.organization, receivers.name], set: row })
    .returning({ wasInserted });
  await tryAnew(context, tx, `${organization}.${name}`);
  return applied?.wasInserted ? 'created' : 'updated';
}

async function readCredentials(
  tx: Queryable,
  organization: string,
  name: string,
  type: string,
): Promise<Buffer | null> {
  const [row] = await tx
    .select({ credentials: receivers.credentials })
    .from(receivers)
    .where(
      and(
        eq(receivers.organization, organization),
        eq(receivers.name, name),
        sql`${receivers.settings}->'transport'->>'type' = ${type}`,
      ),
    )
    .for('update');
  return row?.credentials ?? null;
}
