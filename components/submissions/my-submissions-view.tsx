'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FileCheck2, SearchX } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { FigureLink } from '#components/breakdown/figure-link';
import { useListPosition } from '#components/submissions/list-position';
import { ListFrame } from '#components/submissions/list-frame';
import { LiveMark } from '#components/submissions/live-mark';
import { MY_STATES, myAddress, myQuery, readMyState } from '#components/submissions/my-filters';
import { Pager } from '#components/submissions/pager';
import { SearchBox } from '#components/submissions/search-box';
import { SubmissionsTable } from '#components/submissions/submissions-table';
import { useSearchKey } from '#components/submissions/use-search-key';
import { useShell } from '#components/shell/shell-state';
import { Button } from '#components/ui/button';
import { Notice } from '#components/ui/notice';
import { listMySubmissions } from '#lib/submissions/client';
import { submissionKeys } from '#lib/query-keys';

const REFRESH_MS = 10_000;
/** The name under which the place in this list is kept: no organization has a star in its name. */
const MINE = '*mine';

/** What the reader signed, in every organization, and whether it arrived: what failed comes first. */
export function MySubmissionsView() {
  const { keys } = useShell();
  const state = readMyState(useSearchParams().get('deliveryState'));
  const position = useListPosition(MINE, myAddress(state));
  const query = myQuery(state, position.q, position.cursors.at(-1));
  const list = useQuery({
    queryKey: submissionKeys.mine(query),
    queryFn: ({ signal }) => listMySubmissions(query, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const search = useSearchKey();
  const items = list.data?.items ?? [];
  const nextCursor = list.data?.nextCursor;
  const clear = () => {
    position.search('');
    history.pushState(null, '', myAddress(null));
  };
  return (
    <div className="mx-auto max-w-480">
      <div className="flex flex-wrap items-baseline gap-x-3 px-3 pt-5 sm:px-5">
        <h1 className="text-xl font-semibold tracking-tight">My submissions</h1>
        <p className="text-soft">What you signed here, in every organization, and whether it arrived</p>
        <div className="ml-auto">
          {list.data && <LiveMark updatedAt={list.dataUpdatedAt} isFailing={list.isError} />}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-4 sm:px-5">
        <SearchBox q={position.q} onSearch={position.search} input={search} showKey={keys} />
        <nav aria-label="Whether it arrived" className="-mx-1 flex min-w-0 overflow-x-auto px-1 py-1">
          {MY_STATES.map((one) => (
            <FigureLink
              key={one.label}
              href={myAddress(one.state)}
              isPicked={one.state === state}
              className="rounded-md px-2.5 py-1 whitespace-nowrap text-soft hover:bg-raised hover:text-ink aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-ink"
            >
              {one.label}
            </FigureLink>
          ))}
        </nav>
      </div>
      <ListFrame list={list}>
        {items.length > 0 && (
          <SubmissionsTable
            items={items}
            caption="What you signed, what needs attention first"
            lead={items.filter(({ needsAttention }) => needsAttention).length}
            opened={position.opened}
            onOpen={position.remember}
          />
        )}
        {list.data && items.length === 0 && (
          <NothingSigned isNarrowed={position.q !== '' || state !== null} onClear={clear} />
        )}
      </ListFrame>
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

function NothingSigned({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  return isNarrowed ? (
    <Notice icon={SearchX} title="None of yours matches" action={<Button onClick={onClear}>Show all of mine</Button>}>
      The search finds whole ids only: an appointment, accession number, report id or submission id.
    </Notice>
  ) : (
    <Notice icon={FileCheck2} title="You have signed nothing yet">
      Each report that you sign here appears with what became of it at every destination. One that could not be
      delivered comes first.
    </Notice>
  );
}
