'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { DestinationFigures } from '#components/submissions/destination-figures';
import { FilterFigures } from '#components/submissions/filter-figures';
import type { ListFilters } from '#components/submissions/list-filters';
import { OVERALL_STATUS, TONE_TEXT, type OverallStatus } from '#components/submissions/status-words';
import { Button } from '#components/ui/button';
import type { SubmissionSummary } from '#lib/submissions/contract';

interface FiguresProps {
  summary: SubmissionSummary;
  filters: ListFilters;
  onPick: (picked: Pick<ListFilters, 'status' | 'destination' | 'filterType'>) => void;
}

const SHOWN: OverallStatus[] = [
  'Received',
  'Waiting to Deliver',
  'Partially Delivered',
  'Delivered',
  'Not Delivering',
  'Error',
];

const FIGURE =
  'flex min-w-0 flex-col items-start rounded-md px-3 py-1.5 text-left max-sm:px-2 hover:bg-raised aria-pressed:bg-accent-wash aria-pressed:shadow-[inset_0_-2px_0] aria-pressed:shadow-accent';

/** How many, by status, destination and filter; each figure opens its rows. */
export function Figures({ summary, filters, onPick }: FiguresProps) {
  const [open, setOpen] = useState(false);
  const counts = new Map(summary.byStatus.map(({ status, count }) => [status, count]));
  const isNothingPicked = !filters.status && !filters.destination && !filters.filterType;
  return (
    <section
      aria-label="Figures"
      className="grid gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-2 xl:grid-cols-[11fr_8fr_8fr]"
    >
      <div
        role="group"
        aria-label="By status"
        className="grid grid-cols-3 content-start bg-surface p-1.5 sm:grid-cols-4 md:max-xl:col-span-2 md:max-xl:grid-cols-7"
      >
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
                <Icon
                  aria-hidden
                  className={`mt-0.5 size-3.5 shrink-0 ${count === 0 ? 'text-faint' : TONE_TEXT[tone]}`}
                />
                {word}
              </span>
            </button>
          );
        })}
      </div>
      <Button
        look="bare"
        aria-expanded={open}
        aria-controls="breakdown"
        onClick={() => setOpen(!open)}
        className="rounded-none! bg-surface md:hidden"
      >
        By destination and filter
        <ChevronDown aria-hidden className={`size-4 ${open ? 'rotate-180' : ''}`} />
      </Button>
      <div id="breakdown" className={open ? 'contents' : 'contents max-md:hidden'}>
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
      </div>
    </section>
  );
}
