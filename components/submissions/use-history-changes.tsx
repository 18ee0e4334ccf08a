'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useStanding } from '#components/submissions/use-standing';
import { getHistoryText } from '#lib/submissions/client';
import { submissionKeys } from '#lib/query-keys';
import type { Submission } from '#lib/submissions/contract';
import type { SubmissionDestination } from '#lib/submissions/destination-contract';
import type { Standing } from '#lib/submissions/watch-contract';

const SOON_MS = 2_000;
const LATER_MS = 15_000;
/** So close to an attempt, or to its receipt, something may happen any moment. */
const CLOSE_MS = 60_000;
const MOVING: Submission['deliveryState'][] = ['processing', 'waiting', 'retrying'];

/** Whether anything may still happen to a submission by itself. */
export const isMoving = ({ deliveryState, destinations }: Submission): boolean =>
  MOVING.includes(deliveryState) || destinations.some(isSentAgain);

/** It has what is planned to be sent to it once more. */
const isSentAgain = ({
  status,
  sending_at: sendingAt,
  sentReports,
  downloadedReports,
}: SubmissionDestination): boolean =>
  status === 'delivered' &&
  Boolean(sendingAt) &&
  [...sentReports, ...downloadedReports].every(({ createdAt }) => Date.parse(createdAt) < Date.parse(sendingAt ?? ''));

/**
 * While something is under way, calls `onChange` whenever history tells something else than what is shown, and answers how
 * the submission stands. The plain answer is asked for, whenever the stream tells of a change, else now and then: the
 * explained one tells values that filters saw, and reading those is audited.
 */
export function useHistoryChanges(id: string, shown: Submission | undefined, onChange: () => void): Standing | null {
  const moves = shown !== undefined && isMoving(shown);
  const { standing, isLive } = useStanding(id, moves);
  const { data: text, refetch } = useQuery({
    queryKey: submissionKeys.raw(id),
    queryFn: ({ signal }) => getHistoryText(id, signal),
    enabled: moves,
    staleTime: 0,
    refetchInterval: () => (isLive ? false : shown && isNear(shown, Date.now()) ? SOON_MS : LATER_MS),
  });
  const revision = standing?.revision;
  useEffect(() => {
    if (revision !== undefined) void refetch();
  }, [revision, refetch]);
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  useEffect(() => {
    if (text !== undefined && shown && plainText(shown) !== text) change.current();
  }, [text, shown]);
  return standing;
}

/** An explained answer without its explanation: the bytes of the plain one. */
function plainText({ explanation: _1, routedAt: _2, deliveryAttempts: _3, ...plain }: Submission): string {
  return JSON.stringify(plain);
}

/** Whether something may happen in the next minute. */
function isNear({ timestamp, destinations }: Submission, now: number): boolean {
  const instants = destinations.flatMap(({ nextRetryAt, sending_at: sendingAt }) => nextRetryAt ?? sendingAt ?? []);
  return [timestamp, ...instants].some((instant) => Math.abs(Date.parse(instant) - now) < CLOSE_MS);
}
