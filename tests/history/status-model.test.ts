import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import type { Workshop } from '../support/open-workshop.ts';
import { openHouse } from './house.ts';
import type { Fate } from './model.ts';
import { type Event, startWorld } from './world.ts';

/** A failure prints the seed and the path to the shortest history that shows it. */
const SEED = 20_261_122;

let shop: Workshop;
beforeAll(async () => {
  shop = await openHouse();
});
afterAll(() => shop.close());

const choice = fc.nat(1000);
const fates = fc.array(fc.constantFrom<Fate>('waiting', 'waiting', 'waiting', 'filtered', 'skipped', 'superseded'), {
  minLength: 1,
  maxLength: 12,
});

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('submit' as const),
      appointment: choice,
      status: fc.constantFrom('preliminary' as const, 'final' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), appointment: choice }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('batch' as const),
      submissions: fc.integer({ min: 1, max: 2 }),
      fates,
      split: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resend' as const), file: choice }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('claim' as const), everywhere: fc.boolean() }) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      hand: choice,
      outcome: fc.constantFrom('delivered' as const, 'retry' as const, 'failed' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.constantFrom(1, 10, 90, 610, 36_000, 2 * 86_400),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('download' as const), file: choice }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire' as const) }) },
);

test(
  'whatever happens, status, state and destinations of every submission are what the contract’s tables say',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async (history) => {
        // Files made in its first day are past their 30 days; nobody can tell in a test that lasts until the minute after.
        const world = await startWorld(shop, new Date(Date.now() - 31 * 86_400_000));
        for (const step of history) {
          await world.play(step);
          await world.check();
        }
      }),
      { seed: SEED, numRuns: 60, endOnFailure: false },
    );
  },
);
