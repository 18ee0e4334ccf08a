'use client';

import { DestinationFigures } from '#components/submissions/destination-figures';
import { FilterFigures } from '#components/submissions/filter-figures';
import type { ListFilters } from '#components/submissions/list-filters';
import { OVERALL_STATUS, TONE_TEXT, type OverallStatus } from '#components/submissions/status-words';
import type { SubmissionSummary } from '#lib/submissions/contract';

interface FiguresProps {
  summary: SubmissionSummary;
  filters: ListFilters;
  onPick: (picked: Pick<ListFilters, 'status' | 'destination' | 'filterType'>) => void;
}

const SHOWN: OverallStatus[] = ['Received', 'Waiting to Deliver', 'Partially Delivered', 'Delivered', 'Not Delivering', 'Error'];

const FIGURE =
  'flex min-w-0 flex-1 flex-col items-start rounded-md px-3 py-2 text-left hover:bg-raised aria-pressed:bg-accent-wash aria-pressed:shadow-[inset_0_-2px_0] aria-pressed:shadow-accent';

/** How many, by status, destination and filter; each figure opens its rows. */
export function Figures({ summary, filters, onPick }: FiguresProps) {
  const counts = new Map(summary.byStatus.map(({ status, count }) => [status, count]));
  const isNothingPicked = !filters.status && !filters.destination && !filters.filterType;
  return (
    <section aria-label="Figures" className="grid gap-px overflow-hidden rounded-lg border border-line bg-line xl:grid-cols-[3fr_2fr_2fr]">
      <div role="group" aria-label="By status" className="grid grid-cols-2 bg-surface p-1.5 sm:grid-cols-4 xl:grid-cols-7">
        <button type="button" aria-pressed={isNothingPicked} onClick={() => onPick({})} className={FIGURE}>
          <span className="text-xl font-semibold">{summary.total}</span>
          <span className="text-sm text-soft">All</span>
        </button>
        {SHOWN.map((status) => {
          const { icon: Icon, tone, word } = OVERALL_STATUS[status];
          const count = counts.get(status) ?? 0;
          return (
            <button
              key={status}
              type="button"
              aria-pressed={filters.status === status}
              onClick={() => onPick(filters.status === status ? {} : { status })}
              className={FIGURE}
            >
              <span className={`text-xl font-semibold ${count === 0 ? 'text-faint' : ''}`}>{count}</span>
              <span className="flex items-start gap-1 text-sm text-soft">
                <Icon aria-hidden className={`mt-0.5 size-3.5 shrink-0 ${count === 0 ? 'text-faint' : TONE_TEXT[tone]}`} />
                {word}
              </span>
            </button>
          );
        })}
      </div>
      <DestinationFigures
        destinations={summary.byDestination}
        picked={filters.destination}
        onPick={(destination) => onPick({ destination })}
      />
      <FilterFigures
        filters={summary.byFilter}
        picked={filters}
        onPick={(filter) => onPick(filter ? { destination: filter.destination, filterType: filter.filterType } : {})}
      />
    </section>
  );
}
