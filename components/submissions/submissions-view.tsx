'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { Breakdown } from '#components/breakdown/breakdown';
import { useShell } from '#components/shell/shell-state';
import { useMayResend } from '#components/resending/may-resend';
import { ResendChosen } from '#components/resending/resend-chosen';
import { useChosen } from '#components/resending/use-chosen';
import { ExportButton } from '#components/submissions/export-button';
import { FilterBar } from '#components/submissions/filter-bar';
import {
  breakdownQuery,
  listAddress,
  listQuery,
  readFilters,
  type ListFilters,
} from '#components/submissions/list-filters';
import { useListPosition } from '#components/submissions/list-position';
import { ListFrame } from '#components/submissions/list-frame';
import { LiveMark } from '#components/submissions/live-mark';
import { NothingFound } from '#components/submissions/nothing-found';
import { Pager } from '#components/submissions/pager';
import { SearchBox } from '#components/submissions/search-box';
import { SubmissionsTable } from '#components/submissions/submissions-table';
import { useSearchKey } from '#components/submissions/use-search-key';
import { useZone } from '#components/time/zone';
import { Button } from '#components/ui/button';
import { breakDownSubmissions, listSubmissions } from '#lib/submissions/client';
import { submissionKeys } from '#lib/query-keys';

const REFRESH_MS = 10_000;
/** Counting a month costs more than a page of it. */
const RECOUNT_MS = 30_000;

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
  const counted = breakdownQuery(filters, position.q, useZone());
  const breakdown = useQuery({
    queryKey: submissionKeys.breakdown(organization, counted),
    queryFn: ({ signal }) => breakDownSubmissions(organization, counted, signal),
    refetchInterval: RECOUNT_MS,
    placeholderData: keepPreviousData,
  });
  const search = useSearchKey();
  // The history API, not the router: a filter asks the public route, not for the page anew.
  const narrow = (narrowed: ListFilters) =>
    history.pushState(null, '', listAddress(params.get('organization'), narrowed));

  const mayResend = useMayResend(organization);
  const choosing = useChosen(position, list.data?.items ?? []);

  const nextCursor = list.data?.nextCursor;
  const isNarrowed = position.q !== '' || Object.values(filters).some(Boolean);
  return (
    <div className="mx-auto max-w-480">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-2 px-3 pt-5 sm:px-5">
        <h1 className="text-xl font-semibold tracking-tight">Submissions</h1>
        <p className="text-soft">{description}</p>
        <div className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-1">
          {list.data && <LiveMark updatedAt={list.dataUpdatedAt} isFailing={list.isError} />}
          <ExportButton organization={organization} query={listQuery(filters, position.q, undefined)} />
        </div>
      </div>
      <div className="px-3 pt-4 sm:px-5">
        {breakdown.data ? (
          <div aria-busy={breakdown.isPlaceholderData} className={breakdown.isPlaceholderData ? 'opacity-60' : ''}>
            <Breakdown breakdown={breakdown.data} organization={params.get('organization')} filters={filters} />
          </div>
        ) : (
          breakdown.isError && (
            <p className="text-sm text-bad">The figures could not be counted. The list is not affected.</p>
          )
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 px-3 py-4 sm:px-5">
        <SearchBox q={position.q} onSearch={position.search} input={search} showKey={keys} />
        <FilterBar
          filters={filters}
          destinations={breakdown.data?.byDestination.map(({ destination }) => destination) ?? []}
          senders={senders}
          onChange={narrow}
        />
        {mayResend && (
          <Button
            className="sm:hidden"
            aria-pressed={choosing.isPhoneMode}
            onClick={() => choosing.setPhoneMode(!choosing.isPhoneMode)}
          >
            <ListChecks aria-hidden className="size-4" />
            {choosing.isPhoneMode ? 'Stop choosing' : 'Choose'}
          </Button>
        )}
      </div>
      <ListFrame list={list}>
        {list.data && list.data.items.length > 0 && (
          <SubmissionsTable
            items={list.data.items}
            choosing={mayResend ? choosing : undefined}
            opened={position.opened}
            onOpen={position.remember}
          />
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
      </ListFrame>
      {mayResend && (
        <ResendChosen
          key={`${address} ${position.q}`}
          organization={organization}
          choosing={choosing}
          items={list.data?.items ?? []}
          hasOtherPages={position.cursors.length > 0 || Boolean(nextCursor)}
          query={listQuery(filters, position.q, undefined)}
        />
      )}
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
