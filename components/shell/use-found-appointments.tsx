'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { worklistKeys } from '#lib/query-keys';
import { listWorklist } from '#lib/worklist/client';
import type { WorklistItem } from '#lib/worklist/contract';

const SHORTEST = 2;
const MOST = 8;
const SETTLED_MS = 200;
const NONE: readonly WorklistItem[] = [];

interface Found {
  items: readonly WorklistItem[];
  /** The server has still to answer for what was typed last. */
  isLooking: boolean;
  isError: boolean;
}

/** The appointments that need a report and have `text` in their row; asked once the typing pauses. */
export function useFoundAppointments(text: string, on: boolean): Found {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const query = { view: 'all', text: settled, count: MOST } as const;
  const isAsked = on && settled.length >= SHORTEST;
  const { data, isFetching, isError } = useQuery({
    queryKey: worklistKeys.window(query),
    queryFn: ({ signal }) => listWorklist(query, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const wanted = on && text.length >= SHORTEST;
  return {
    items: wanted && isAsked && data && !isError ? data.items : NONE,
    isLooking: wanted && (isFetching || settled !== text),
    isError: wanted && isError,
  };
}
