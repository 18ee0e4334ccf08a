import { eq } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { alertWebhooks } from '#db/tables/alerts';
import { sealCredentials } from '#lib/settings/seal-credentials';
import { splitTransport } from '#lib/settings/split-transport';
import type { AlertWebhook } from '#lib/settings/transport-contract';

/** Sets where an organization is told of its destinations, or that it is not told. A secret that is not given stays. */
export async function applyAlertWebhook(
  tx: Queryable,
  organization: string,
  webhook: AlertWebhook | undefined,
): Promise<void> {
  const mine = eq(alertWebhooks.organization, organization);
  if (!webhook) {
    await tx.delete(alertWebhooks).where(mine);
    return;
  }
  const [before] = await tx.select().from(alertWebhooks).where(mine).for('update');
  const { credentials } = splitTransport({ type: 'WEBHOOK', ...webhook });
  const row = { url: webhook.url, credentials: sealCredentials(before?.credentials ?? null, credentials) };
  await tx
    .insert(alertWebhooks)
    .values({ organization, ...row })
    .onConflictDoUpdate({ target: alertWebhooks.organization, set: row });
}
