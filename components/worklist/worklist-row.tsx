'use client';

import { FilePen, FileX2, MessageSquare, TriangleAlert } from 'lucide-react';
import { memo, type CSSProperties } from 'react';
import { useTicking } from '#components/time/ticking';
import { roundDuration } from '#components/time/duration-words';
import { ageAndSex, keyOf, patientWord, sideWord } from '#components/appointments/appointment-words';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { DueClock } from '#components/appointments/due-clock';
import { HolderMark } from '#components/worklist/holder-mark';
import { PriorityMark } from '#components/appointments/priority-mark';
import type { WorklistItem } from '#lib/worklist/contract';

/** Columns of the table, which its head shares. */
export const COLUMNS =
  '@4xl:grid-cols-[8.5rem_minmax(10.5rem,1.1fr)_minmax(11.5rem,1.8fr)_minmax(7.5rem,.9fr)_7rem] @4xl:gap-x-3 ' +
  '@5xl:grid-cols-[8.5rem_minmax(10.5rem,1.1fr)_minmax(11.5rem,1.8fr)_minmax(7rem,1fr)_minmax(7.5rem,.9fr)_7rem_3.5rem]';

/** Moves a row to its place without a layout of the others. */
export const placeAt = (top: number | undefined): CSSProperties | undefined =>
  top === undefined ? undefined : { transform: `translateY(${top}px)` };

const SECOND_LINE = 'truncate text-sm text-soft';

interface WorklistRowProps {
  item: WorklistItem;
  index: number;
  isActive: boolean;
  /** Whether Tab leads here: to the active row, else the first. */
  isStop: boolean;
  /** Pixels from the top of the list; undefined while they are not known, and rows follow one another. */
  top: number | undefined;
}

/**
 * One appointment, rendered anew when it changed and not when the list is scrolled. Clicks and keys are the list's; the name
 * is a link, to be opened elsewhere, too.
 */
export const WorklistRow = memo(function WorklistRow({ item, index, isActive, isStop, top }: WorklistRowProps) {
  const side = sideWord(item.laterality);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      tabIndex={isStop ? 0 : -1}
      data-index={index}
      data-key={keyOf(item)}
      style={placeAt(top)}
      className={`grid h-21 w-full cursor-default grid-cols-[minmax(0,1fr)_auto] grid-rows-3 content-center gap-x-3 border-b border-line px-3 py-1.5 leading-5 focus-visible:-outline-offset-2 sm:px-5 @4xl:h-11.5 @4xl:grid-rows-1 @4xl:items-center @4xl:py-0 ${COLUMNS} ${
        isActive ? 'bg-accent-wash' : 'hover:bg-raised'
      } ${top === undefined ? '' : 'absolute top-0 left-0'}`}
    >
      <div
        role="gridcell"
        className="col-start-2 row-span-2 flex flex-col items-end gap-y-0.5 text-sm @4xl:col-start-auto @4xl:row-span-1 @4xl:items-start"
      >
        <PriorityMark priority={item.priority} />
        <DueClock at={item.dueAtUtc} />
      </div>
      <div
        role="gridcell"
        className="col-start-1 row-start-1 flex min-w-0 items-baseline gap-2 @4xl:col-start-auto @4xl:row-start-auto @4xl:block"
      >
        <a
          href={appointmentAddress(item)}
          tabIndex={-1}
          data-open
          className="block truncate font-medium hover:underline focus-visible:outline-0"
        >
          {patientWord(item)}
        </a>
        <span className={`block ${SECOND_LINE} max-@4xl:shrink-0`}>
          {ageAndSex(item, item.receivedAt.slice(0, 10)) ?? 'age and sex unknown'}
        </span>
      </div>
      <div role="gridcell" className="col-start-1 row-start-2 min-w-0 @4xl:col-start-auto @4xl:row-start-auto">
        <span className="flex min-w-0 items-baseline gap-1.5">
          <span className="shrink-0 rounded-sm bg-raised px-1 font-mono text-xs font-semibold">
            {item.modality ?? '?'}
          </span>
          {side && <span className="shrink-0 font-semibold @4xl:hidden">{side}</span>}
          <span className="truncate">{item.studyDescription ?? 'No description'}</span>
        </span>
        <span className={`${SECOND_LINE} hidden @4xl:block`}>
          {side && <span className="font-semibold text-ink">{side}</span>}
          {side && ', '}
          <span className="@5xl:hidden">{item.scheduledSite}</span>
          <span className="hidden @5xl:inline">{item.accessionNumber ?? 'no accession number'}</span>
        </span>
      </div>
      <div role="gridcell" className="hidden min-w-0 @5xl:block">
        <span className="block truncate">{item.scheduledSite ?? <span className="text-faint">No site</span>}</span>
        <span className={`block ${SECOND_LINE}`}>{item.referrerName}</span>
      </div>
      <div
        role="gridcell"
        className="col-start-1 row-start-3 flex min-w-0 items-center gap-3 text-sm @4xl:col-start-auto @4xl:row-start-auto @4xl:block"
      >
        <HolderMark item={item} />
        {item.draftSavedAt && (
          <span className="flex items-center gap-1 text-soft">
            <FilePen aria-hidden className="size-3.5 shrink-0" />
            My draft
          </span>
        )}
      </div>
      <div
        role="gridcell"
        className="col-start-2 row-start-3 flex items-center justify-end gap-2 text-sm @4xl:col-start-auto @4xl:row-start-auto @4xl:block"
      >
        <ReportMark item={item} />
        <CommentMark item={item} />
      </div>
      <div role="gridcell" className="hidden text-right text-sm whitespace-nowrap text-soft @5xl:block">
        <Waiting since={item.receivedAt} />
      </div>
    </div>
  );
});

function ReportMark({ item: { currentReportStatus, currentVersion } }: { item: WorklistItem }) {
  if (currentVersion === 0) return <span className="text-faint max-@4xl:hidden">No report</span>;
  // What has a final report is not in the list.
  const [Icon, word, tone] =
    currentReportStatus === null ? [FileX2, 'Withdrawn', 'text-bad'] : [FilePen, 'Preliminary', 'text-warn'];
  return (
    <span className="flex items-center gap-1.5">
      <Icon aria-hidden className={`size-4 shrink-0 ${tone}`} />
      {word}
    </span>
  );
}

function CommentMark({ item: { commentCount, hasAlert } }: { item: WorklistItem }) {
  if (commentCount === 0) return null;
  const Icon = hasAlert ? TriangleAlert : MessageSquare;
  return (
    <span className={`flex items-center gap-1.5 whitespace-nowrap ${hasAlert ? 'font-medium text-warn' : 'text-soft'}`}>
      <Icon aria-hidden className="mx-px size-3.5 shrink-0" />
      {hasAlert ? 'Alert' : commentCount}
      <span className="sr-only">{commentCount === 1 ? '1 comment' : `${commentCount} comments`}</span>
    </span>
  );
}

function Waiting({ since }: { since: string }) {
  const received = Date.parse(since);
  return useTicking((now) => roundDuration(now - received));
}
