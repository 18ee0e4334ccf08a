import type { Context } from '#lib/context';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { type ClaimedDelivery, claimDeliveries } from '#lib/delivery/claim-deliveries';
import { loadTogether } from '#lib/delivery/load-file';
import { renewLeases } from '#lib/delivery/renew-leases';
import { settleTogether } from '#lib/delivery/settle-together';
import { log } from '#lib/log';
import { isSent } from '#lib/settings/deliverable';
import { loadSnapshot } from '#lib/settings/load-snapshot';

/** Files that a worker has in hand at most, and of one destination: one that does not answer leaves the others theirs. */
const SLOTS = 40;
const PER_DESTINATION = 10;

/** What a worker has in hand: attempts begin as slots become free, and none waits for another. */
export interface Attempts {
  /** Claims due files for the free slots and begins an attempt with each; answers how many it claimed. */
  claim(): Promise<number>;
  /** Keeps what is in hand this worker's. */
  renew(): Promise<void>;
  /** Resolves when nothing is in hand any more. */
  settled(): Promise<void>;
}

/** No attempts yet. `onFree` is called whenever one has come to its end. */
export function startAttempts(context: Context, onFree: () => void = () => undefined): Attempts {
  const inHand = new Map<ClaimedDelivery, Promise<void>>();
  const settle = settleTogether(context);

  function begin(claim: ClaimedDelivery, attempt: Promise<void>): void {
    const ended = attempt
      .catch((error: unknown) => logUnsettled(claim, error))
      .finally(() => {
        inHand.delete(claim);
        onFree();
      });
    inHand.set(claim, ended);
  }

  return {
    async claim() {
      const free = SLOTS - inHand.size;
      if (free === 0) return 0;
      const settings = await loadSnapshot(context.db);
      const sent = settings.destinations.filter(isSent);
      const names = (active: boolean) => sent.filter((one) => one.active === active).map(({ name }) => name);
      const held = [...inHand.keys()];
      const claims = await claimDeliveries(context.db, names(true), free, {
        inactive: names(false),
        inHand: held.map(({ destination }) => destination),
        perDestination: PER_DESTINATION,
        lapsed: !held.some(({ lapsed }) => lapsed),
        at: context.at,
      });
      const ids = claims.map(({ id }) => id);
      const load = loadTogether(context.db, ids, settings);
      for (const claim of claims) begin(claim, attemptDelivery(context, claim, settings, { load, settle }));
      return claims.length;
    },
    async renew() {
      if (inHand.size > 0) await renewLeases(context, [...inHand.keys()]);
    },
    async settled() {
      while (inHand.size > 0) await Promise.all(inHand.values());
    },
  };
}

function logUnsettled({ id, destination, correlationIds }: ClaimedDelivery, error: unknown): void {
  log().error(
    {
      correlationId: correlationIds.join(' '),
      deliveryId: id,
      destination,
      error: error instanceof Error ? error.name : 'unknown',
    },
    'a delivery was not settled; it is taken up again when its lease has ended',
  );
}
