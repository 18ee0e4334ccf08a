import { expect, test } from 'vitest';
import { laneEvents, tellDuration } from '#components/submissions/lane-events';
import type { Submission } from '#lib/submissions/contract';
import type { SubmissionDestination } from '#lib/submissions/destination-contract';

const destination: SubmissionDestination = {
  organization: 'Acme',
  organization_id: 'acme',
  service: 'ehr',
  itemCount: 1,
  itemCountBeforeQualityFiltering: 1,
  filteredReportRows: [],
  filteredReportItems: [],
  sentReports: [],
  downloadedReports: [],
  status: 'retrying',
  attempts: 2,
  lastError: 'refused',
  nextRetryAt: '2026-11-25T01:10:00.000Z',
  supersededBy: null,
  outdated: false,
  pausedSince: null,
  degradedSince: null,
  expires: null,
};
const attempt = (number: number, outcome: 'retry' | 'failed' | 'delivered', destinationName = 'acme.ehr') => ({
  destination: destinationName,
  reportId: '01900000-0000-7000-8000-000000000000',
  attempt: number,
  startedAt: `2026-11-25T01:0${number}:00.000Z`,
  finishedAt: `2026-11-25T01:0${number}:00.400Z`,
  outcome,
  detail: outcome === 'delivered' ? null : 'refused',
  address: '192.0.2.7:2575',
  isKept: true,
});
const submission = (members: Partial<Submission>): Submission => ({ routedAt: null, ...members }) as Submission;
const told = (members: Partial<Submission>, of: Partial<SubmissionDestination>) =>
  laneEvents(submission(members), { ...destination, ...of }).map(({ at, title }) => [at?.slice(11, 16) ?? null, title]);

test('attempts of this destination alone are told in their order, and then the next one', () => {
  const deliveryAttempts = [attempt(1, 'retry'), attempt(2, 'retry', 'acme.archive'), attempt(3, 'retry')];
  expect(told({ deliveryAttempts }, {})).toEqual([
    ['01:01', 'Attempt 1: not delivered after 0.4 s'],
    ['01:03', 'Attempt 3: not delivered after 0.4 s'],
    ['01:10', 'Next attempt'],
  ]);
});

test('no two attempts at a destination have one name: what was sent again counts anew, and so does each file of several', () => {
  const of = (reportId: string, number: number) => ({ ...attempt(number, 'retry'), reportId });
  const deliveryAttempts = [of('a', 1), of('a', 2), of('b', 1), of('c', 1), of('b', 2)];
  const names = (items: number) =>
    laneEvents(submission({ deliveryAttempts }), {
      ...destination,
      itemCountBeforeQualityFiltering: items,
      nextRetryAt: null,
    }).map((event) => event.attempt?.name);
  expect(names(1)).toEqual([
    'Attempt 1',
    'Attempt 2',
    'Resend 1, attempt 1',
    'Resend 2, attempt 1',
    'Resend 1, attempt 2',
  ]);
  expect(names(2)).toEqual([
    'File 1, attempt 1',
    'File 1, attempt 2',
    'File 2, attempt 1',
    'File 3, attempt 1',
    'File 2, attempt 2',
  ]);
});

test('a failure for good is the end, and so is a newer version', () => {
  const ended = { deliveryAttempts: [attempt(1, 'failed')] };
  expect(told(ended, { status: 'failed', nextRetryAt: null })).toEqual([
    ['01:01', 'Attempt 1: failed for good after 0.4 s'],
  ]);
  expect(
    told({}, { status: 'superseded', supersededBy: 'x', sending_at: '2026-11-25T02:00:00.000Z', nextRetryAt: null }),
  ).toEqual([[null, 'A newer version took its place']]);
});

test('what a filter removed was removed when it was routed; each filter type is told once', () => {
  const item = {
    filterType: 'ROUTING_FILTER' as const,
    filterName: 'x',
    filteredTrackingElement: 'x',
    filterArgs: [],
    message: 'x',
  };
  const of = { status: 'filtered' as const, nextRetryAt: null, filteredReportItems: [item, item] };
  expect(told({ routedAt: '2026-11-25T01:00:00.000Z' }, of)).toEqual([['01:00', 'Removed by its routing filter']]);
  expect(told({}, { status: 'delivered', nextRetryAt: null, sending_at: '2026-11-25T03:00:00.000Z' })).toEqual([]);
});

test.each([
  [0, '0.0 s'],
  [9949, '9.9 s'],
  [59_400, '59 s'],
  [150_000, '3 min'],
])('%i ms are %s', (ms, words) => {
  expect(tellDuration('2026-11-25T00:00:00.000Z', new Date(Date.UTC(2026, 10, 25) + ms).toISOString())).toBe(words);
});

test('a destination that is paused, or does not answer, is told with since when', () => {
  const pausedSince = '2026-11-25T01:05:00.000Z';
  expect(told({}, { pausedSince, nextRetryAt: null })).toEqual([['01:05', 'The destination is paused']]);
  expect(told({}, { degradedSince: pausedSince })).toEqual([
    ['01:05', 'The destination does not answer'],
    ['01:10', 'Next attempt'],
  ]);
});

test('a file to fetch is ready from when it was offered, until it expires', () => {
  const of = { status: 'waiting', nextRetryAt: null, sending_at: '2026-11-25T01:00:00.000Z' } as const;
  expect(told({}, { ...of, expires: '2026-12-25T01:00:00.000Z' })).toEqual([
    ['01:00', 'Ready to be fetched'],
    ['01:00', 'Expires if it is not fetched'],
  ]);
  expect(told({}, { ...of, expires: null })).toEqual([['01:00', 'Planned']]);
});
