import { expect, test } from 'vitest';
import { judgeResend, type ResendCandidate } from '#lib/resends/judge-resend';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';

const DESTINATIONS = [
  { name: 'acme.ehr', organization: 'acme', topic: 'radiology', active: true },
  { name: 'acme.off', organization: 'acme', topic: 'radiology', active: false },
  { name: 'zenith.ehr', organization: 'zenith', topic: 'radiology', active: true },
];
const settings = {
  findDestination: (wanted: string) => DESTINATIONS.find(({ name }) => name === wanted),
  organizations: new Map([['acme', { sharesWith: [] }]]),
} as unknown as SettingsSnapshot;

const judge = (candidate: Partial<ResendCandidate>) =>
  judgeResend(
    {
      destination: 'acme.ehr',
      state: 'failed',
      newer: null,
      isWithdrawn: false,
      withdrawal: false,
      isOpen: false,
      ...candidate,
    },
    { organization: 'acme', topic: 'radiology' },
    settings,
  );

test.each(['failed', 'delivered', 'skipped'] as const)('what %s is sent again', (state) =>
  expect(judge({ state })).toBe(null),
);
test.each(['waiting', 'retrying', 'superseded', 'filtered', 'outside'] as const)(
  'what is %s is not, and why',
  (state) => expect(judge({ state })).toEqual(expect.any(String)),
);

test('nothing goes there after a newer version, and the current one is offered, whatever became of this one', () => {
  for (const state of ['failed', 'delivered', 'superseded'] as const) {
    expect(judge({ state, newer: { version: 3, id: '17' } })).toMatch(/version 3.*submission 17/);
  }
});

test('a report that was withdrawn goes nowhere, not to who never had it either', () => {
  expect(judge({ isWithdrawn: true })).toMatch(/withdrawn/);
});

test('what is on its way is not sent twice', () => {
  expect(judge({ state: 'delivered', isOpen: true })).toMatch(/on its way/);
});

test('a destination that is inactive, not shared with, or gone gets nothing but withdrawals', () => {
  expect(judge({ destination: 'acme.off' })).toMatch(/inactive/);
  expect(judge({ destination: 'zenith.ehr' })).toMatch(/does not share/);
  expect(judge({ destination: 'acme.gone' })).toMatch(/removed/);
  expect(judge({ destination: 'acme.off', withdrawal: true })).toBe(null);
});
