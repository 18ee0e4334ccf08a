import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DestinationTally } from '#db/tables/submissions';
import { countItems, countLeft, deliveryState, overallStatus, type Progress } from '#lib/submissions/overall-status';

const tally = (counts: Partial<DestinationTally>): DestinationTally => ({
  destination: 'acme.ehr',
  filtered: 0,
  skipped: 0,
  superseded: 0,
  waiting: 0,
  retrying: 0,
  failed: 0,
  delivered: 0,
  sendingAt: null,
  ...counts,
});
const progress = (destinations: Partial<DestinationTally>[], changes: Partial<Progress> = {}): Progress => ({
  httpStatus: 201,
  routed: true,
  validItemCount: 1,
  destinations: destinations.map(tally),
  ...changes,
});

describe('overallStatus and deliveryState, first match wins', () => {
  test.each<[string, string, string, Progress]>([
    ['rejected', 'Error', 'not_delivering', progress([{ delivered: 1 }], { httpStatus: 400 })],
    ['not routed yet', 'Received', 'processing', progress([], { routed: false })],
    ['no destination', 'Not Delivering', 'not_delivering', progress([])],
    ['every item invalid', 'Not Delivering', 'not_delivering', progress([], { validItemCount: 0 })],
    ['every destination done', 'Delivered', 'delivered', progress([{ delivered: 1 }, { delivered: 2 }])],
    [
      'done, though some items of a destination were filtered',
      'Delivered',
      'delivered',
      progress([{ delivered: 1, filtered: 1 }]),
    ],
    [
      'done, though an item of a destination was superseded',
      'Delivered',
      'delivered',
      progress([{ delivered: 1, superseded: 1 }]),
    ],
    [
      'one destination filtered wholly',
      'Partially Delivered',
      'delivered',
      progress([{ delivered: 1 }, { filtered: 1 }]),
    ],
    ['one destination waiting', 'Partially Delivered', 'waiting', progress([{ delivered: 1 }, { waiting: 1 }])],
    ['one item of a destination waiting', 'Partially Delivered', 'waiting', progress([{ delivered: 1, waiting: 1 }])],
    ['one destination failed', 'Partially Delivered', 'failed', progress([{ delivered: 1 }, { failed: 1 }])],
    ['everything filtered', 'Not Delivering', 'not_delivering', progress([{ filtered: 1 }, { filtered: 1 }])],
    ['everything skipped', 'Not Delivering', 'not_delivering', progress([{ skipped: 1 }])],
    ['everything superseded', 'Not Delivering', 'superseded', progress([{ superseded: 1 }, { filtered: 1 }])],
    ['waiting', 'Waiting to Deliver', 'waiting', progress([{ waiting: 1 }, { filtered: 1 }])],
    ['retrying', 'Waiting to Deliver', 'retrying', progress([{ retrying: 1 }, { waiting: 1 }, { failed: 1 }])],
    ['failed for good', 'Waiting to Deliver', 'failed', progress([{ failed: 1 }, { superseded: 1 }])],
  ])('%s', (_, status, state, told) => {
    expect([overallStatus(told), deliveryState(told)]).toEqual([status, state]);
  });
});

const counts = fc.record({
  filtered: fc.nat(2),
  skipped: fc.nat(2),
  superseded: fc.nat(2),
  waiting: fc.nat(2),
  retrying: fc.nat(2),
  failed: fc.nat(2),
  delivered: fc.nat(2),
});
const anyProgress = fc.array(counts, { maxLength: 4 }).map((destinations) => progress(destinations));

test('Delivered means that something was reached everywhere and nothing is left to do', () => {
  fc.assert(
    fc.property(anyProgress, (told) => {
      const left = told.destinations.map((one) => one.waiting + one.retrying + one.failed);
      const everywhere = told.destinations.length > 0 && told.destinations.every(({ delivered }) => delivered > 0);
      expect(overallStatus(told) === 'Delivered').toBe(everywhere && left.every((count) => count === 0));
    }),
  );
});

test('a failure for good is never hidden: unless something is still tried, the state tells it', () => {
  fc.assert(
    fc.property(anyProgress, (told) => {
      const tried = told.destinations.some(({ waiting, retrying }) => waiting + retrying > 0);
      const failed = told.destinations.some((one) => one.failed > 0);
      expect(deliveryState(told) === 'failed').toBe(failed && !tried);
    }),
  );
});

test('an item is left unless filtered, superseded or skipped', () => {
  const one = tally({ filtered: 1, skipped: 2, superseded: 4, waiting: 8, retrying: 16, failed: 32, delivered: 64 });
  expect([countItems(one), countLeft(one)]).toEqual([127, 120]);
});
