import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import { clockOf } from '#lib/delivery/move-file';
import { recordTurn } from '#lib/delivery/record-turn';
import { forgetFaults, type Turned } from '#lib/delivery/weigh-attempt';

/** Ends the outages of destinations that nothing is sent to any more: they fetch their files now, and nobody tries to reach them. */
export async function endOutages(context: Context, destinations: readonly string[]): Promise<void> {
  await transaction(context.db, async (tx) => {
    const { rows } = await tx.execute<{
      destination: string;
      turn: Turned['turn'] | null;
      since: string;
      last_error: string | null;
    }>(forgetFaults(destinations, clockOf(context)));
    for (const { destination, turn, since, last_error: lastError } of rows)
      if (turn) await recordTurn(context, tx, destination, { turn, since, lastError });
  });
}
