'use client';

import { useQuery } from '@tanstack/react-query';
import { listMySubmissions } from '#lib/submissions/client';
import { submissionKeys } from '#lib/query-keys';

const REFRESH_MS = 60_000;
const MOST = 9;

/** How many of the reader's own reports a destination failed to get: who signed them hears of it wherever they are. */
export function AttentionMark() {
  const mine = useQuery({
    queryKey: submissionKeys.attention(),
    queryFn: ({ signal }) => listMySubmissions({ pageSize: String(MOST + 1) }, signal),
    select: ({ items }) => items.filter(({ needsAttention }) => needsAttention).length,
    refetchInterval: REFRESH_MS,
    staleTime: REFRESH_MS / 2,
  });
  if (!mine.data) return null;
  return (
    <span className="rounded-full bg-bad px-1.5 text-xs leading-4.5 font-semibold text-surface">
      {mine.data > MOST ? `${MOST}+` : mine.data}
      <span className="sr-only"> not delivered</span>
    </span>
  );
}
