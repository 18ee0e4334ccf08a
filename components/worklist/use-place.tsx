'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { worklistKeys } from '#lib/query-keys';
import type { WorklistItem } from '#lib/worklist/contract';

/** The row that keys and the preview are about: `index` is where it was last seen, `left` says that it is there no more. */
export interface ActiveRow {
  item: WorklistItem;
  index: number;
  left: boolean;
}

interface Place {
  /** Free text: kept in memory only, because it is mostly a patient's name. */
  text: string;
  active: ActiveRow | null;
  scrollTop: number;
}

const START: Place = { text: '', active: null, scrollTop: 0 };

/** Where the reader is in the list, kept while a report is written, and forgotten with the session's answers. */
export function usePlace(): [place: Place, change: (change: Partial<Place>) => void] {
  const client = useQueryClient();
  const [place, setPlace] = useState(() => client.getQueryData<Place>(worklistKeys.place) ?? START);
  const change = useCallback(
    (changed: Partial<Place>) => {
      client.setQueryDefaults(worklistKeys.place, { gcTime: Infinity });
      const next = { ...START, ...client.getQueryData<Place>(worklistKeys.place), ...changed };
      client.setQueryData(worklistKeys.place, next);
      setPlace(next);
    },
    [client],
  );
  return [place, change];
}
