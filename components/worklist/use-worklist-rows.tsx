'use client';

import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { keyOf } from '#components/appointments/appointment-words';
import { asReceivedBefore, windowOf, type Question } from '#components/worklist/worklist-filters';
import { worklistKeys } from '#lib/query-keys';
import { listWorklist } from '#lib/worklist/client';
import type { WorklistItem, WorklistWindow } from '#lib/worklist/contract';

export const REFRESH_MS = 5_000;

/** The list as far as it is known; rows between windows are not. */
export interface WorklistRows {
  /** undefined until the first answer. */
  total: number | undefined;
  rowAt: (index: number) => WorklistItem | undefined;
  /** Where an appointment is among the rows that are known; -1 when it is not among them. */
  find: (key: string) => number;
  /** Whether the rows are of another question, whose answer is on its way. */
  isOld: boolean;
  /** The last try failed. */
  error: Error | null;
  updatedAt: number;
}

interface Answered {
  windows: WorklistWindow[];
  error: Error | null;
  updatedAt: number;
}

function combine(results: UseQueryResult<WorklistWindow>[]): Answered {
  const newestFirst = results.toSorted((a, b) => b.dataUpdatedAt - a.dataUpdatedAt);
  return {
    // The newest first: for a moment they may count differently.
    windows: newestFirst.flatMap(({ data }) => (data ? [data] : [])),
    error: results.find(({ error }) => error)?.error ?? null,
    updatedAt: newestFirst[0]?.dataUpdatedAt ?? 0,
  };
}

const NOTHING: readonly WorklistWindow[] = [];

/** The rows of the windows in sight, kept up to date while the page is looked at. `question` is stable while it is equal. */
export function useWorklistRows(question: Question, windows: readonly number[]): WorklistRows {
  const {
    windows: answered,
    error,
    updatedAt,
  } = useQueries({
    queries: windows.map((n) => ({
      queryKey: worklistKeys.window(windowOf(question, n)),
      queryFn: ({ signal }: { signal: AbortSignal }) => listWorklist(asReceivedBefore(windowOf(question, n)), signal),
      refetchInterval: REFRESH_MS,
    })),
    combine,
  });
  const [known, setKnown] = useState({ question, windows: NOTHING });
  const isNews = answered.length > 0 && (known.question !== question || known.windows !== answered);
  if (isNews) setKnown({ question, windows: answered });
  const shown = isNews ? answered : known.windows;
  return {
    total: shown[0]?.total,
    rowAt: (index) => {
      const window = shown.find(({ from, items }) => index >= from && index < from + items.length);
      return window?.items[index - window.from];
    },
    find: (key) => {
      for (const { from, items } of shown) {
        const at = items.findIndex((item) => keyOf(item) === key);
        if (at !== -1) return from + at;
      }
      return -1;
    },
    isOld: !isNews && shown.length > 0 && known.question !== question,
    error,
    updatedAt,
  };
}
