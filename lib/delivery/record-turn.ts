import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { inOurWords } from '#lib/delivery/compose-alert';
import { clockOf } from '#lib/delivery/move-file';
import type { Turned } from '#lib/delivery/weigh-attempt';
import { newUuid } from '#lib/ids';
import { splitDestinationName } from '#lib/routing/destination-name';

/**
 * Keeps the one alert of an outage, and the one of its end, in the transaction that found it; whoever calls logs it. Where the
 * organization has a webhook for alerts, a worker sends it there afterwards.
 */
export async function recordTurn(context: Context, tx: Queryable, destination: string, turned: Turned): Promise<void> {
  const { turn, since, lastError } = turned;
  const { organization } = splitDestinationName(destination);
  await recordEvent(context, tx, {
    action: `receiver.${turn}`,
    principal: 'worker',
    organization,
    entity: 'receiver',
    entityId: destination,
  });
  await tx.execute(sql`
    insert into alerts (message_id, organization, destination, turn, since, last_error, raised_at, next_attempt_at)
    select ${newUuid()}::uuid, organization, ${destination}, ${turn}, ${since}::timestamptz,
      ${lastError === null ? null : inOurWords(lastError)}, ${clockOf(context)}, ${clockOf(context)}
    from alert_webhooks where organization = ${organization}`);
}
