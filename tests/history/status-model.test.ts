import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import type { Workshop } from '../support/open-workshop.ts';
import { openHouse } from './house.ts';
import { anyEvent, playEvent } from './play-event.ts';
import { checkWorld, startWorld } from './world.ts';

/** A failure prints the seed and the path to the shortest history that shows it, or the shortest found in four minutes. */
const SEED = 20_261_122;
const THIRTY_ONE_DAYS_MS = 31 * 86_400_000;

let shop: Workshop;
beforeAll(async () => {
  shop = await openHouse();
});
afterAll(() => shop.close());

test(
  'whatever happens, status, state and destinations of every submission are what the contract’s tables say',
  { timeout: 300_000 },
  async () => {
    const histories = fc.array(anyEvent, { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        // Files made in a history's first day are past their 30 days, all later ones are not.
        const world = await startWorld(shop, new Date(Date.now() - THIRTY_ONE_DAYS_MS));
        for (const event of history) {
          await playEvent(world, event);
          await checkWorld(world);
        }
      }),
      { seed: SEED, numRuns: 60, interruptAfterTimeLimit: 240_000, markInterruptAsFailure: true },
    );
  },
);
