import type { ListFilters } from '#components/submissions/list-filters';
import { FILTER_TYPE } from '#components/submissions/status-words';
import type { SubmissionSummary } from '#lib/submissions/contract';

type Counts = SubmissionSummary['byFilter'][number];

interface FilterFiguresProps {
  filters: readonly Counts[];
  picked: ListFilters;
  onPick: (filter: Counts | undefined) => void;
}

/** Which filter removed how many items, and for which destination. */
export function FilterFigures({ filters, picked, onPick }: FilterFiguresProps) {
  return (
    <div role="group" aria-label="By filter" className="bg-surface p-1.5">
      <h2 className="px-2 pt-1 pb-0.5 text-sm font-medium text-soft">Items removed by filters</h2>
      {filters.length === 0 && <p className="px-2 py-1 text-faint">No filter removed anything.</p>}
      <ul className="max-h-28 overflow-y-auto">
        {filters.map((counts) => {
          const isPicked = picked.destination === counts.destination && picked.filterType === counts.filterType;
          return (
            <li key={`${counts.destination} ${counts.filterType}`}>
              <button
                type="button"
                aria-pressed={isPicked}
                onClick={() => onPick(isPicked ? undefined : counts)}
                className="flex w-full items-center gap-x-3 rounded-md px-2 py-1 text-left hover:bg-raised aria-pressed:bg-accent-wash"
              >
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-medium">{FILTER_TYPE[counts.filterType]}</span>{' '}
                  <span className="text-soft">for {counts.destination}</span>
                </span>
                <span className="font-medium">{counts.count}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
