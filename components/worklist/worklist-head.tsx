'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import type { WorklistFilters } from '#components/worklist/worklist-filters';
import { COLUMNS } from '#components/worklist/worklist-row';
import type { WorklistSort } from '#lib/worklist/views';

interface Column {
  label: string;
  sort?: WorklistSort;
  className?: string;
}

const HEADS: readonly Column[] = [
  { label: 'Due', sort: 'due' },
  { label: 'Patient', sort: 'patient' },
  { label: 'Exam', sort: 'modality' },
  { label: 'Site', sort: 'site', className: 'hidden @5xl:block' },
  { label: 'Reporting' },
  { label: 'Report' },
  { label: 'Waits', sort: 'received', className: 'hidden text-right @5xl:block' },
];

interface WorklistHeadProps {
  filters: WorklistFilters;
  onChange: (filters: WorklistFilters) => void;
}

/** The table's head: most columns can be sorted by, and say which way. */
export function WorklistHead({ filters, onChange }: WorklistHeadProps) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={`sticky top-0 z-10 hidden h-8 items-center border-b border-line bg-surface px-3 text-sm text-soft sm:px-5 @4xl:grid ${COLUMNS}`}
    >
      {HEADS.map(({ label, sort, className }) => {
        const isSorted = sort === filters.sort;
        const Icon = filters.direction === 'asc' ? ArrowUp : ArrowDown;
        return (
          <div
            key={label}
            role="columnheader"
            aria-sort={isSorted ? (filters.direction === 'asc' ? 'ascending' : 'descending') : undefined}
            className={className}
          >
            {sort ? (
              <button
                type="button"
                className={`-mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-ink ${isSorted ? 'font-medium text-ink' : ''}`}
                onClick={() =>
                  onChange({ ...filters, sort, direction: isSorted && filters.direction === 'asc' ? 'desc' : 'asc' })
                }
              >
                {label}
                {isSorted && <Icon aria-hidden className="size-3.5" />}
              </button>
            ) : (
              label
            )}
          </div>
        );
      })}
    </div>
  );
}
