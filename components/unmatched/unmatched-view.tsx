'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FileCheck2 } from 'lucide-react';
import { useState } from 'react';
import { ListFrame } from '#components/submissions/list-frame';
import { LiveMark } from '#components/submissions/live-mark';
import { Pager } from '#components/submissions/pager';
import { UnmatchedTable } from '#components/unmatched/unmatched-table';
import { Notice } from '#components/ui/notice';
import { listUnmatched } from '#lib/intake/client';
import { unmatchedKeys } from '#lib/query-keys';

const REFRESH_MS = 10_000;

/** An organization's items that are filed with no appointment, newest first. */
export function UnmatchedView({ organization, description }: { organization: string; description: string }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const list = useQuery({
    queryKey: unmatchedKeys.list(organization, cursor),
    queryFn: ({ signal }) => listUnmatched(organization, cursor, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const nextCursor = list.data?.nextCursor ?? null;
  return (
    <div className="mx-auto max-w-480">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 pt-5 pb-4 sm:px-5">
        <h1 className="text-xl font-semibold tracking-tight">Unmatched</h1>
        <p className="min-w-0 text-soft text-pretty">
          {description}: items that came in a payload and are filed with no appointment
        </p>
        <div className="ml-auto">
          {list.data && <LiveMark updatedAt={list.dataUpdatedAt} isFailing={list.isError} />}
        </div>
      </div>
      <ListFrame list={list}>
        {list.data && list.data.items.length > 0 && <UnmatchedTable items={list.data.items} />}
        {list.data?.items.length === 0 && (
          <Notice icon={FileCheck2} title={cursors.length > 0 ? 'No more' : 'Everything has its appointment'}>
            {cursors.length > 0
              ? 'What was here has been dealt with meanwhile. Go back to newer ones.'
              : 'Items that no pending appointment fits appear here within a moment, with the reason, for a person to file.'}
          </Notice>
        )}
      </ListFrame>
      {list.data && (
        <Pager
          passed={cursors.length}
          hasOlder={nextCursor !== null}
          onNewest={() => setCursors([])}
          onNewer={() => setCursors(cursors.slice(0, -1))}
          onOlder={() => nextCursor !== null && setCursors([...cursors, nextCursor])}
        />
      )}
    </div>
  );
}
