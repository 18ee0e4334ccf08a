'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useRef, useState } from 'react';
import { FigureLink } from '#components/breakdown/figure-link';
import { ItemRow } from '#components/items/item-row';
import { ITEM_LISTS, itemsAddress, readItemsAddress } from '#components/items/item-words';
import { isMoving } from '#components/submissions/use-history-changes';
import { Button } from '#components/ui/button';
import { Failure } from '#components/ui/failure';
import { formatCount } from '#components/ui/format-count';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { listItems, type ItemQuery } from '#lib/intake/client';
import { submissionKeys } from '#lib/query-keys';
import type { Submission } from '#lib/submissions/contract';
import type { Standing } from '#lib/submissions/watch-contract';

/** The stream tells earlier; this is for when it cannot be had. */
const SLOW_MS = 15_000;
const HEAD = 'py-2 pr-4 text-left font-medium';

interface ItemsPanelProps {
  submission: Submission;
  standing: Standing | null;
}

/** Whether a submission has items worth a list of their own. */
export const hasItems = ({ source, reportItemCount, overallStatus }: Submission): boolean =>
  overallStatus !== 'Error' && ((reportItemCount ?? 0) > 1 || (source === 'reportstream' && reportItemCount === 1));

/** The items of a submission, what became of each, and what is told of it; page by page, live. */
export function ItemsPanel({ submission, standing }: ItemsPanelProps) {
  const [pathname, params] = [usePathname(), useSearchParams()];
  const { state, item } = readItemsAddress(params);
  const id = String(submission.submissionId);
  const list = useItemPages(id, { state, ...(item === null ? {} : { from: String(item) }) }, isMoving(submission));
  useNews(submission, standing, list.answer.isFetching);
  const { items = [], nextCursor = null } = list.answer.data ?? {};
  const isThere = item !== null && items.some(({ index }) => index === item);
  useEffect(() => {
    if (!isThere) return;
    const row = document.getElementById(`item-${item}`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }, [isThere, item]);
  const count = submission.reportItemCount ?? 0;
  const none = ITEM_LISTS.find((one) => one.state === state)?.none;
  return (
    <Panel title="Items" aside={formatCount(count)}>
      <div className="overflow-clip rounded-lg border border-line bg-surface">
        <nav aria-label="Which items" className="flex flex-wrap items-center gap-1 border-b border-line px-2.5 py-1.5">
          {ITEM_LISTS.map((one) => (
            <FigureLink
              key={one.state}
              href={itemsAddress(pathname, params, { state: one.state, item: null })}
              isPicked={one.state === state && item === null}
              className="rounded-md px-2.5 py-1 whitespace-nowrap text-soft hover:bg-raised hover:text-ink aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-ink"
            >
              {one.label}
            </FigureLink>
          ))}
        </nav>
        {list.answer.data === undefined ? (
          list.answer.isError ? (
            <Failure error={list.answer.error} retry={() => void list.answer.refetch()} />
          ) : (
            <div role="status" className="p-4">
              <span className="sr-only">Loading the items</span>
              <Skeleton className="h-40 w-full" />
            </div>
          )
        ) : items.length === 0 ? (
          <p className="p-4 text-soft">{item === null ? none : 'The payload has no such item.'}</p>
        ) : (
          <div aria-busy={list.answer.isPlaceholderData} className={list.answer.isPlaceholderData ? 'opacity-60' : ''}>
            <table className="w-full border-collapse">
              <caption className="sr-only">Items, in the order of the payload</caption>
              <thead className="text-sm text-soft">
                <tr>
                  <th scope="col" className={`${HEAD} pl-4`}>
                    Item
                  </th>
                  <th scope="col" className={`${HEAD} max-md:hidden`}>
                    Tracking id
                  </th>
                  <th scope="col" className={`${HEAD} max-lg:hidden`}>
                    Accession
                  </th>
                  <th scope="col" className={HEAD}>
                    State
                  </th>
                  <th scope="col" className={`${HEAD} max-md:hidden`}>
                    Appointment
                  </th>
                  <th scope="col" className={`${HEAD} max-sm:hidden`}>
                    Destinations
                  </th>
                  <th scope="col" className={`${HEAD} text-right!`}>
                    Messages
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <ItemRow
                    key={`${one.index} ${one.index === item}`}
                    domain={submission.sender.split('.')[0] ?? ''}
                    submissionId={submission.submissionId}
                    item={one}
                    isPointedAt={one.index === item}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {(list.passed > 0 || nextCursor !== null) && (
          <nav aria-label="Pages of the items" className="flex justify-end gap-2 border-t border-line px-3 py-2">
            <Button disabled={list.passed === 0} onClick={list.goBack}>
              Earlier items
            </Button>
            <Button disabled={nextCursor === null} onClick={() => nextCursor && list.goOn(nextCursor)}>
              Later items
            </Button>
          </nav>
        )}
      </div>
    </Panel>
  );
}

/** One page after another of one list; another list begins with its first. */
function useItemPages(id: string, query: ItemQuery, moves: boolean) {
  const list = JSON.stringify([id, query]);
  const [place, setPlace] = useState<{ list: string; cursors: string[] }>({ list, cursors: [] });
  const cursors = place.list === list ? place.cursors : [];
  const cursor = cursors.at(-1);
  const asked = cursor === undefined ? query : { ...query, cursor };
  const answer = useQuery({
    queryKey: submissionKeys.itemPage(id, asked),
    queryFn: ({ signal }) => listItems(id, asked, signal),
    refetchInterval: moves ? SLOW_MS : false,
    placeholderData: keepPreviousData,
  });
  return {
    answer,
    passed: cursors.length,
    goOn: (next: string) => setPlace({ list, cursors: [...cursors, next] }),
    goBack: () => setPlace({ list, cursors: cursors.slice(0, -1) }),
  };
}

/**
 * Asks for the items anew when the submission has changed, or more of it is read. What is told while an answer is on its
 * way may be newer than that answer: then it is asked for once more.
 */
function useNews(submission: Submission, standing: Standing | null, isAsking: boolean): void {
  const client = useQueryClient();
  const { revision, itemsRead } = standing ?? {};
  const news = useMemo(() => ({ submission, revision, itemsRead }), [submission, revision, itemsRead]);
  const heard = useRef(news);
  useEffect(() => {
    if (isAsking || heard.current === news) return;
    heard.current = news;
    void client.invalidateQueries({ queryKey: submissionKeys.items(String(news.submission.submissionId)) });
  }, [client, news, isAsking]);
}
