import { expect, test } from 'vitest';
import { planOrders, planReroutes, weighChosen } from '#components/resending/weigh-chosen';
import type { ListedSubmission } from '#lib/submissions/contract';

type Status = ListedSubmission['destinations'][number]['status'];

const row = (submissionId: number, statuses: Record<string, Status>): ListedSubmission =>
  ({
    submissionId,
    appointmentId: `A${submissionId}`,
    destinations: Object.entries(statuses).map(([destination, status]) => ({ destination, status, itemCount: 1 })),
  }) as ListedSubmission;

const CHOSEN = [
  row(3, { 'oak.ehr': 'delivered', 'oak.pacs': 'failed', 'oak.gp': 'filtered' }),
  row(1, { 'oak.ehr': 'failed', 'oak.pacs': 'failed' }),
  row(2, { 'oak.ehr': 'skipped', 'oak.pacs': 'retrying' }),
];

test('destinations are offered where something failed, was delivered or skipped; where most failed first', () => {
  expect(weighChosen(CHOSEN)).toEqual([
    { destination: 'oak.pacs', failed: 2, others: 0 },
    { destination: 'oak.ehr', failed: 1, others: 2 },
  ]);
  expect(weighChosen([row(1, { a: 'waiting', b: 'superseded', c: 'filtered' })])).toEqual([]);
});

test('of what failed alone, each submission is asked for where it failed, the oldest first', () => {
  expect(planOrders(CHOSEN, ['oak.ehr', 'oak.pacs'], true)).toEqual([
    { submissionId: 1, appointmentId: 'A1', destinations: ['oak.ehr', 'oak.pacs'] },
    { submissionId: 3, appointmentId: 'A3', destinations: ['oak.pacs'] },
  ]);
  expect(planOrders(CHOSEN, ['oak.ehr'], true).map(({ submissionId }) => submissionId)).toEqual([1]);
  expect(planOrders(CHOSEN, [], true)).toEqual([]);
});

test('with what was delivered or skipped, what is on its way or was kept out is still left alone', () => {
  expect(planOrders(CHOSEN, ['oak.ehr', 'oak.pacs', 'oak.gp'], false)).toEqual([
    { submissionId: 1, appointmentId: 'A1', destinations: ['oak.ehr', 'oak.pacs'] },
    { submissionId: 2, appointmentId: 'A2', destinations: ['oak.ehr'] },
    { submissionId: 3, appointmentId: 'A3', destinations: ['oak.ehr', 'oak.pacs'] },
  ]);
});

test('when they are routed again, each is asked for wherever the filters let it pass', () => {
  expect(planReroutes(CHOSEN).map(({ submissionId, destinations }) => [submissionId, destinations])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, undefined],
  ]);
});
