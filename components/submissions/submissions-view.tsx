'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useShell } from '#components/shell/shell-state';
import { Figures } from '#components/submissions/figures';
import { FilterBar } from '#components/submissions/filter-bar';
import {
  listAddress,
  listQuery,
  readFilters,
  summaryQuery,
  type ListFilters,
} from '#components/submissions/list-filters';
import { useListPosition } from '#components/submissions/list-position';
import { ListSkeleton } from '#components/submissions/list-skeleton';
import { LiveMark } from '#components/submissions/live-mark';
import { NothingFound } from '#components/submissions/nothing-found';
import { Pager } from '#components/submissions/pager';
import { SearchBox } from '#components/submissions/search-box';
import { SubmissionsTable } from '#components/submissions/submissions-table';
import { useSearchKey } from '#components/submissions/use-search-key';
import { Time } from '#components/time/time';
import { Failure } from '#components/ui/failure';
import { listSubmissions, summarizeSubmissions } from '#lib/submissions/client';
import { submissionKeys } from '#lib/query-keys';

const REFRESH_MS = 10_000;

interface SubmissionsViewProps {
  organization: string;
  description: string;
  senders: readonly string[];
}

/** Every submission of an organization, what became of it, and how many of each. */
export function SubmissionsView({ organization, description, senders }: SubmissionsViewProps) {
  const { keys } = useShell();
  const params = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const address = listAddress(params.get('organization'), filters);
  const position = useListPosition(organization, address);
  const query = listQuery(filters, position.q, position.cursors.at(-1));
  const list = useQuery({
    queryKey: submissionKeys.list(organization, query),
    queryFn: ({ signal }) => listSubmissions(organization, query, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const counted = summaryQuery(filters, position.q);
  const summary = useQuery({
    queryKey: submissionKeys.summary(organization, counted),
    queryFn: ({ signal }) => summarizeSubmissions(organization, counted, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const search = useSearchKey();
  // The history API, not the router: a filter asks the public route, not for the page anew.
  const narrow = (narrowed: ListFilters) =>
    history.pushState(null, '', listAddress(params.get('organization'), narrowed));

  const nextCursor = list.data?.nextCursor;
  const isNarrowed = position.q !== '' || Object.values(filters).some(Boolean);
  return (
    <div className="mx-auto max-w-480">
      <div className="flex flex-wrap items-baseline gap-x-3 px-3 pt-5 sm:px-5">
        <h1 className="text-xl font-semibold tracking-tight">Submissions</h1>
        <p className="text-soft">{description}</p>
        <div className="ml-auto">
          {list.data && <LiveMark updatedAt={list.dataUpdatedAt} isFailing={list.isError} />}
        </div>
      </div>
      <div className="px-3 pt-4 sm:px-5">
        {summary.data && (
          <Figures
            summary={summary.data}
            filters={filters}
            onPick={(picked) =>
              narrow({ ...filters, status: undefined, destination: undefined, filterType: undefined, ...picked })
            }
          />
        )}
        {summary.data?.since && summary.data.since !== filters.since && (
          <p className="pt-1.5 text-sm text-soft">
            The figures count what was received since <Time at={summary.data.since} />.
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 px-3 py-4 sm:px-5">
        <SearchBox q={position.q} onSearch={position.search} input={search} showKey={keys} />
        <FilterBar
          filters={filters}
          destinations={summary.data?.byDestination.map(({ destination }) => destination) ?? []}
          senders={senders}
          onChange={narrow}
        />
      </div>
      <div
        aria-busy={list.isPlaceholderData}
        className={`border-t border-line bg-surface ${list.isPlaceholderData ? 'opacity-60' : ''}`}
      >
        {list.data === undefined &&
          (list.isError ? <Failure error={list.error} retry={() => void list.refetch()} /> : <ListSkeleton />)}
        {list.data && list.data.items.length > 0 && (
          <SubmissionsTable items={list.data.items} opened={position.opened} onOpen={position.remember} />
        )}
        {list.data?.items.length === 0 && (
          <NothingFound
            isNarrowed={isNarrowed}
            onClear={() => {
              position.search('');
              narrow({});
            }}
          />
        )}
      </div>
      {list.data && (
        <Pager
          passed={position.cursors.length}
          hasOlder={Boolean(nextCursor)}
          onNewest={position.goNewest}
          onNewer={position.goNewer}
          onOlder={() => nextCursor && position.goOlder(nextCursor)}
        />
      )}
    </div>
  );
}
