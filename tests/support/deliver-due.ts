import type { Context } from '#lib/context';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { gatherFiles } from '#lib/delivery/gather-files';
import { startAttempts } from '#lib/worker/start-attempts';

/** What a worker does with everything that is due now, to its end. Answers how many files it had in hand. */
export async function deliverDue(context: Context): Promise<number> {
  await gatherFiles(context);
  await closeSuperseded(context);
  const attempts = startAttempts(context);
  let delivered = 0;
  for (let some = -1; some !== 0; delivered += some) {
    some = await attempts.claim();
    await attempts.settled();
  }
  return delivered;
}
