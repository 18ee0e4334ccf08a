'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useRef, useState } from 'react';
import { writePreference } from '#components/session/preferences';
import { useShell } from '#components/shell/shell-state';
import { PaintedAt } from '#components/time/ticking';
import { Failure } from '#components/ui/failure';
import { patientWord } from '#components/appointments/appointment-words';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { NothingToReport } from '#components/worklist/nothing-to-report';
import { useActiveRow } from '#components/worklist/use-active-row';
import { usePlace } from '#components/worklist/use-place';
import { useRowActions } from '#components/worklist/use-row-actions';
import { useWorklistCommands } from '#components/worklist/use-worklist-commands';
import { REFRESH_MS, useWorklistRows } from '#components/worklist/use-worklist-rows';
import {
  asReceivedBefore,
  clearFilters,
  countFilters,
  narrowingOf,
  questionOf,
  readFilters,
  WINDOW_ROWS,
  worklistAddress,
  type WorklistFilters,
} from '#components/worklist/worklist-filters';
import { WorklistGrid, type GridHandle } from '#components/worklist/worklist-grid';
import { WorklistHead } from '#components/worklist/worklist-head';
import { isBeside, WorklistPreview } from '#components/worklist/worklist-preview';
import { WorklistTools } from '#components/worklist/worklist-tools';
import { worklistKeys } from '#lib/query-keys';
import { summarizeWorklist } from '#lib/worklist/client';

/** Kept free from the first paint on: the preview's own markup comes after the rows, and must not push them aside. */
const ROOM_BESIDE = 'lg:grid-cols-[minmax(0,1fr)_24rem] 2xl:grid-cols-[minmax(0,1fr)_28rem]';

const loadEditor = () =>
  Promise.all([import('#components/editor/report-page'), import('#components/editor/code-editor')]);

interface WorklistViewProps {
  /** When the server painted the page, in milliseconds. */
  paintedAt: number;
  /** Organizations in which the reader reports. */
  reportable: readonly string[];
  /** Addresses of image viewers, by organization. */
  viewers: Readonly<Record<string, string>>;
  /** Whether the preview stands beside the list. */
  preview: boolean;
}

/** Everything that waits for a report, across the reader's organizations. */
export function WorklistView({ paintedAt, reportable, viewers, preview }: WorklistViewProps) {
  const { keys } = useShell();
  const router = useRouter();
  const client = useQueryClient();
  const params = useSearchParams();
  const [place, change] = usePlace();
  const [said, announce] = useState('');
  const [windows, setWindows] = useState<readonly number[]>([0]);
  const [isPaneOn, setPaneOn] = useState(preview);
  const [isSheetOn, setSheetOn] = useState(false);
  const grid = useRef<GridHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const { active, text } = place;

  const filters = useMemo(() => readFilters(params), [params]);
  const question = useMemo(() => questionOf(filters, text), [filters, text]);
  const narrowing = useMemo(() => narrowingOf(filters, text), [filters, text]);
  const rows = useWorklistRows(question, withWindowOf(active?.index, windows));
  const summary = useQuery({
    queryKey: worklistKeys.summary(narrowing),
    queryFn: ({ signal }) => summarizeWorklist(asReceivedBefore(narrowing), signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const step = useActiveRow({
    rows,
    active,
    grid,
    onChange: (changed) => change({ active: changed }),
    onLeft: (left) => {
      const isSeen = isSheetOn || (isPaneOn && isBeside());
      // What nobody sees is nothing that keys may work on.
      change({ active: isSeen ? left : null });
      announce(`${patientWord(left.item)} is no longer in this list.`);
    },
  });
  const deeds = useRowActions({
    reportable,
    viewers,
    announce,
    onHolder: (item) => {
      if (active) change({ active: { ...active, item } });
    },
    onOpen: () => change({ scrollTop: grid.current?.scrollTop() ?? 0 }),
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
  const find = (wanted: string) => {
    change({ text: wanted, active: null });
    restart();
  };
  const togglePreview = () => {
    if (!isBeside()) return setSheetOn(!isSheetOn && active !== null);
    setPaneOn(!isPaneOn);
    writePreference('preview', isPaneOn ? 'off' : 'on');
  };
  const backToList = () => {
    if (active) grid.current?.goTo(active.index);
  };
  useWorklistCommands({ filters, active, deeds, step, narrow, togglePreview, search });

  // The page that Enter leads to, as far as it can be fetched before it is asked for.
  const next = active && appointmentAddress(active.item);
  useEffect(() => {
    if (next) router.prefetch(next);
  }, [router, next]);
  // And its code, once somebody has looked at a row: opening then waits for the report's words only.
  const isLooking = active !== null;
  useEffect(() => {
    if (!isLooking) return;
    const soon = setTimeout(() => void loadEditor().catch(() => undefined), 300);
    return () => clearTimeout(soon);
  }, [isLooking]);
  // Where the reader was, after coming back.
  const cameBack = useRef(active !== null);
  useEffect(() => {
    if (cameBack.current && active) grid.current?.goTo(active.index);
    cameBack.current = false;
  });

  const isNarrowed = text !== '' || countFilters(filters) > 0;
  return (
    <PaintedAt value={paintedAt}>
      <div className="flex h-[calc(100dvh-3rem-1px)] min-h-120 flex-col">
        <WorklistTools
          filters={filters}
          text={text}
          summary={summary.data}
          updatedAt={rows.updatedAt}
          isFailing={rows.error !== null}
          search={search}
          showKeys={keys}
          isPreviewOn={isPaneOn}
          onChange={narrow}
          onSearch={find}
          onPreview={togglePreview}
        />
        {/* Rows of the question before would pass for the answer to this one. */}
        <div
          className={`grid min-h-0 flex-1 grid-cols-1 grid-rows-1 border-t border-line bg-surface ${isPaneOn ? ROOM_BESIDE : ''}`}
        >
          {rows.error && (rows.total === undefined || rows.isOld) ? (
            <div>
              <Failure error={rows.error} retry={() => void client.refetchQueries({ queryKey: worklistKeys.all })} />
            </div>
          ) : rows.total === 0 ? (
            <div>
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
              active={active}
              initialScroll={place.scrollTop}
              handle={grid}
              head={<WorklistHead filters={filters} onChange={narrow} />}
              onWindows={(needed) => {
                if (needed.join() !== windows.join()) setWindows(needed);
              }}
              onStep={step}
              onFocus={(item, index) => {
                if (active?.index !== index) change({ active: { item, index, left: false } });
              }}
              onPick={(item, index) => {
                change({ active: { item, index, left: false } });
                if (!isBeside()) setSheetOn(true);
              }}
              onOpen={deeds.open}
            />
          )}
          <WorklistPreview
            active={active}
            deeds={deeds}
            isPaneOn={isPaneOn}
            isSheetOn={isSheetOn}
            showKeys={keys}
            onCloseSheet={() => {
              setSheetOn(false);
              backToList();
            }}
            onLeave={backToList}
          />
        </div>
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
    </PaintedAt>
  );
}

/** The active row is known and up to date wherever the list is scrolled to. */
function withWindowOf(index: number | undefined, windows: readonly number[]): readonly number[] {
  if (index === undefined) return windows;
  const window = Math.floor(index / WINDOW_ROWS);
  return windows.includes(window) ? windows : [...windows, window];
}
