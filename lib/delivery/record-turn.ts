import type { Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Turn } from '#lib/delivery/weigh-attempt';
import { splitDestinationName } from '#lib/routing/destination-name';

/** Keeps the one alert of an outage, and the one of its end, in the transaction that found it; whoever calls logs it. */
export async function recordTurn(context: Context, tx: Queryable, destination: string, turn: Turn): Promise<void> {
  await recordEvent(context, tx, {
    action: `receiver.${turn}`,
    principal: 'worker',
    organization: splitDestinationName(destination).organization,
    entity: 'receiver',
    entityId: destination,
  });
}
