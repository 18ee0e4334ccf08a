import { expect, test } from 'vitest';
import { explainStatus } from '#components/submissions/explain-status';
import type { Submission } from '#lib/submissions/contract';
import type { SubmissionDestination } from '#lib/submissions/destination-contract';

const to = (service: string, status: SubmissionDestination['status']) =>
  ({ organization_id: 'acme', service, status }) as SubmissionDestination;

const told = (
  overallStatus: Submission['overallStatus'],
  destinations: SubmissionDestination[],
  more: Partial<Submission> = {},
) =>
  explainStatus({
    overallStatus,
    destinations,
    errors: [],
    httpStatus: 201,
    reportItemCount: 1,
    ...more,
  } as Submission);

test('a delivered one names who has it', () => {
  expect(told('Delivered', [to('ehr', 'delivered')])).toBe('The only destination, acme.ehr, has it.');
  expect(told('Delivered', [to('ehr', 'delivered'), to('pacs', 'delivered')])).toBe(
    'All 2 destinations have it: acme.ehr and acme.pacs.',
  );
});

test('a partial one tells the worst first and hides nothing', () => {
  const destinations = [
    to('a', 'delivered'),
    to('b', 'filtered'),
    to('c', 'failed'),
    to('d', 'retrying'),
    to('e', 'delivered'),
  ];
  expect(told('Partially Delivered', destinations)).toBe(
    'Delivery to acme.c failed for good and is not tried again; delivery to acme.d failed and will be tried again; acme.a and acme.e have it; acme.b filtered it out.',
  );
});

test('one that goes nowhere says whether filters, settings or its own items are why', () => {
  expect(told('Not Delivering', [to('ehr', 'filtered')])).toBe('Nothing is left to send. acme.ehr filtered it out.');
  expect(told('Not Delivering', [])).toContain('none is set up for its topic');
  expect(told('Not Delivering', [], { reportItemCount: 0 })).toContain('None of its items was valid');
});

test('a refused one says with which status and why', () => {
  const errors = [{ scope: 'report' as const, message: 'Failed to parse message', errorCode: 'UNKNOWN' }];
  expect(told('Error', [], { httpStatus: 400, errors })).toBe(
    'It was refused with HTTP 400 and nothing was sent on. Failed to parse message.',
  );
});

test('destinations that hold an older version are named, whatever the status', () => {
  const outdated = (service: string, status: SubmissionDestination['status']) => ({
    ...to(service, status),
    outdated: true,
  });
  expect(told('Delivered', [outdated('ehr', 'delivered')])).toBe(
    'The only destination, acme.ehr, has it. acme.ehr still holds an older version than the current one.',
  );
  expect(told('Waiting to Deliver', [outdated('ehr', 'failed'), outdated('pacs', 'failed')])).toMatch(
    /tried again\. acme\.ehr and acme\.pacs still hold an older version/,
  );
});

test('every status has its sentence', () => {
  for (const status of ['Valid', 'Received', 'Waiting to Deliver'] as const) {
    expect(told(status, [to('ehr', 'waiting')])).toMatch(/^\S.+\.$/);
  }
});

test('where the destination itself keeps files waiting, that is told', () => {
  const since = '2026-11-25T01:05:00.000Z';
  const paused = { ...to('a', 'waiting'), pausedSince: since };
  const silent = { ...to('b', 'retrying'), degradedSince: since };
  expect(told('Waiting to Deliver', [paused, silent])).toBe(
    'acme.b does not answer and gets it once it does; acme.a is paused and gets it once active again.',
  );
});

test('a destination that fetches is told as such once it can', () => {
  const ready = { ...to('mailbox', 'waiting'), expires: '2026-12-30T07:54:10.000Z' };
  expect(told('Waiting to Deliver', [ready])).toBe('acme.mailbox has not fetched it yet.');
});
