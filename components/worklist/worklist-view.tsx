'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import { usePageCommands } from '#components/shell/page-commands';
import { useShell } from '#components/shell/shell-state';
import { PaintedAt } from '#components/time/ticking';
import { Failure } from '#components/ui/failure';
import { keyOf, patientWord, reportAddress } from '#components/worklist/appointment-words';
import { useActiveRow } from '#components/worklist/use-active-row';
import { usePlace } from '#components/worklist/use-place';
import { REFRESH_MS, useWorklistRows } from '#components/worklist/use-worklist-rows';
import { NothingToReport } from '#components/worklist/nothing-to-report';
import { VIEW_WORDS } from '#components/worklist/view-links';
import {
  asReceivedBefore,
  clearFilters,
  countFilters,
  narrowingOf,
  questionOf,
  readFilters,
  worklistAddress,
  type WorklistFilters,
} from '#components/worklist/worklist-filters';
import { WorklistGrid, type GridHandle } from '#components/worklist/worklist-grid';
import { WorklistHead } from '#components/worklist/worklist-head';
import { WorklistTools } from '#components/worklist/worklist-tools';
import { appointmentKeys, worklistKeys } from '#lib/query-keys';
import { summarizeWorklist } from '#lib/worklist/client';
import type { WorklistItem } from '#lib/worklist/contract';
import { WORKLIST_VIEWS } from '#lib/worklist/views';

interface WorklistViewProps {
  /** When the server painted the page, in milliseconds. */
  paintedAt: number;
}

/** Everything that waits for a report, across the reader's organizations. */
export function WorklistView({ paintedAt }: WorklistViewProps) {
  const { keys } = useShell();
  const router = useRouter();
  const client = useQueryClient();
  const params = useSearchParams();
  const [place, change] = usePlace();
  const [said, announce] = useState('');
  const [windows, setWindows] = useState<readonly number[]>([0]);
  const grid = useRef<GridHandle>(null);
  const search = useRef<HTMLInputElement>(null);

  const filters = useMemo(() => readFilters(params), [params]);
  const question = useMemo(() => questionOf(filters, place.text), [filters, place.text]);
  const narrowing = useMemo(() => narrowingOf(filters, place.text), [filters, place.text]);
  const rows = useWorklistRows(question, windows);
  const summary = useQuery({
    queryKey: worklistKeys.summary(narrowing),
    queryFn: ({ signal }) => summarizeWorklist(asReceivedBefore(narrowing), signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const step = useActiveRow({
    rows,
    active: place.active,
    grid,
    onChange: (active) => change({ active }),
    onLeft: (active) => {
      change({ active });
      announce(`${patientWord(active.item)} is no longer in this list.`);
    },
  });

  const restart = () => {
    setWindows([0]);
    grid.current?.goToTop();
  };
  // The history API, not the router: a filter asks the public route, not for the page anew.
  const narrow = (narrowed: WorklistFilters) => {
    history.pushState(null, '', worklistAddress(narrowed));
    change({ active: null });
    restart();
  };
  const find = (text: string) => {
    change({ text, active: null });
    restart();
  };
  const open = (item: WorklistItem) => {
    // What the list knows of it is what the next page shows first.
    client.setQueryData(appointmentKeys.one(item.domain, item.appointmentId), item);
    change({ scrollTop: grid.current?.scrollTop() ?? 0 });
    router.push(reportAddress(item));
  };

  usePageCommands([
    { id: 'next-row', label: 'Next appointment', keys: 'j', palette: false, run: () => step(1) },
    { id: 'previous-row', label: 'Previous appointment', keys: 'k', palette: false, run: () => step(-1) },
    { id: 'search', label: 'Search the worklist', keys: '/', run: () => search.current?.focus() },
    ...WORKLIST_VIEWS.map((view, index) => ({
      id: `view-${view}`,
      label: `Worklist: ${VIEW_WORDS[view]}`,
      keys: String(index + 1),
      run: () => narrow({ ...filters, view }),
    })),
  ]);

  const isNarrowed = place.text !== '' || countFilters(filters) > 0;
  return (
    <PaintedAt value={paintedAt}>
      <div className="flex h-[calc(100dvh-3rem-1px)] min-h-120 flex-col">
        <WorklistTools
          filters={filters}
          text={place.text}
          summary={summary.data}
          updatedAt={rows.updatedAt}
          isFailing={rows.error !== null}
          search={search}
          showKeys={keys}
          onChange={narrow}
          onSearch={find}
        />
        <div className="flex min-h-0 flex-1 border-t border-line bg-surface">
          {rows.total === undefined && rows.error ? (
            <div className="flex-1">
              <Failure error={rows.error} retry={() => void client.refetchQueries({ queryKey: worklistKeys.all })} />
            </div>
          ) : rows.total === 0 ? (
            <div className="flex-1">
              <NothingToReport
                view={filters.view}
                isNarrowed={isNarrowed}
                elsewhere={summary.data?.views.all ?? 0}
                onClear={() => {
                  find('');
                  narrow(clearFilters(filters));
                }}
                onShowAll={() => narrow({ ...filters, view: 'all' })}
              />
            </div>
          ) : (
            <WorklistGrid
              rows={rows}
              activeKey={place.active && keyOf(place.active.item)}
              initialScroll={place.scrollTop}
              handle={grid}
              head={<WorklistHead filters={filters} onChange={narrow} />}
              onWindows={(needed) => {
                if (needed.join() !== windows.join()) setWindows(needed);
              }}
              onStep={step}
              onPick={(item, index) => change({ active: { item, index, left: false } })}
              onOpen={open}
            />
          )}
        </div>
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
    </PaintedAt>
  );
}
