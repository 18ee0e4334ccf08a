'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { getHistoryText } from '#lib/submissions/client';
import { submissionKeys } from '#lib/query-keys';
import type { Submission } from '#lib/submissions/contract';

const SOON_MS = 2_000;
const LATER_MS = 15_000;
/** So close to an attempt, or to its receipt, something may happen any moment. */
const CLOSE_MS = 60_000;
const MOVING: Submission['deliveryState'][] = ['processing', 'waiting', 'retrying'];

/**
 * While something is under way, calls `onChange` whenever history tells something else than what is shown. The plain
 * answer is asked for: the explained one tells values that filters saw, and reading those is audited.
 */
export function useHistoryChanges(id: string, shown: Submission | undefined, onChange: () => void): void {
  const { data: text } = useQuery({
    queryKey: submissionKeys.raw(id),
    queryFn: ({ signal }) => getHistoryText(id, signal),
    enabled: shown !== undefined && MOVING.includes(shown.deliveryState),
    staleTime: 0,
    refetchInterval: () => (shown && isNear(shown, Date.now()) ? SOON_MS : LATER_MS),
  });
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  useEffect(() => {
    if (text !== undefined && shown && plainText(shown) !== text) change.current();
  }, [text, shown]);
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
