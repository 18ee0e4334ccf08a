import fc from 'fast-check';
import { type Batch, receiveBatch, resend } from './batch-events.ts';
import { answerAgain, claim, download, expire, settle } from './file-events.ts';
import type { Fate } from './model.ts';
import { secondsAfter } from './moves.ts';
import { submit, withdraw } from './report-events.ts';
import type { World } from './world.ts';

/** Numbers stand for one of what is there at that moment. */
export type Event =
  | { kind: 'submit'; appointment: number; status: 'preliminary' | 'final' }
  | { kind: 'withdraw'; appointment: number }
  | ({ kind: 'batch' } & Batch)
  | { kind: 'resend'; file: number }
  | { kind: 'claim'; everywhere: boolean }
  | { kind: 'settle'; hand: number; outcome: 'delivered' | 'retry' | 'failed' }
  | { kind: 'answer again'; destination: number }
  | { kind: 'wait'; seconds: number }
  | { kind: 'download'; file: number }
  | { kind: 'expire' };

const LONGEST_SECONDS = 29 * 86_400;

/** Lets an event happen to the database and to the model. */
export async function playEvent(world: World, event: Event): Promise<void> {
  switch (event.kind) {
    case 'submit':
      return submit(world, event.appointment, event.status);
    case 'withdraw':
      return withdraw(world, event.appointment);
    case 'batch':
      return receiveBatch(world, event);
    case 'resend':
      return resend(world, event.file);
    case 'claim':
      return claim(world, event.everywhere);
    case 'settle':
      return settle(world, event.hand, event.outcome);
    case 'answer again':
      return answerAgain(world, event.destination);
    case 'wait': {
      const passed = (world.clock.getTime() - world.start.getTime()) / 1000;
      world.clock = secondsAfter(world.start, Math.min(LONGEST_SECONDS, passed + event.seconds));
      return;
    }
    case 'download':
      return download(world, event.file);
    case 'expire':
      return expire(world);
  }
}

const kind = <const Kind extends Event['kind']>(name: Kind) => fc.constant(name);
const choice = fc.nat(1000);
const fate = fc.constantFrom<Fate>('waiting', 'waiting', 'waiting', 'filtered', 'skipped', 'superseded');
const fates = fc.array(fate, { minLength: 1, maxLength: 12 });
const status = fc.constantFrom('preliminary' as const, 'final' as const);
const outcome = fc.constantFrom('delivered' as const, 'retry' as const, 'failed' as const);
const seconds = fc.constantFrom(1, 10, 90, 610, 36_000, 2 * 86_400);
const submissions = fc.integer({ min: 1, max: 2 });

/** Any event, the frequent ones more often. */
export const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: kind('submit'), appointment: choice, status }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('withdraw'), appointment: choice }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('batch'), submissions, fates, split: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('resend'), file: choice }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('claim'), everywhere: fc.boolean() }) },
  { weight: 10, arbitrary: fc.record({ kind: kind('settle'), hand: choice, outcome }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('answer again'), destination: choice }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('wait'), seconds }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('download'), file: choice }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('expire') }) },
);
