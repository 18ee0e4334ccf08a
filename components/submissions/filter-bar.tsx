'use client';

import { ListFilter, X } from 'lucide-react';
import { useState } from 'react';
import type { ListFilters } from '#components/submissions/list-filters';
import { DESTINATION_STATUS, FILTER_TYPE, OVERALL_STATUS } from '#components/submissions/status-words';
import { DateField } from '#components/time/date-field';
import { Button } from '#components/ui/button';
import { SelectField } from '#components/ui/select-field';

interface FilterBarProps {
  filters: ListFilters;
  destinations: readonly string[];
  senders: readonly string[];
  onChange: (filters: ListFilters) => void;
}

const STATUSES = Object.entries(OVERALL_STATUS).flatMap(([value, { word }]) =>
  // Only /api/validate answers Valid, and it stores nothing.
  value === 'Valid' ? [] : [{ value, label: word }],
);
const OUTCOMES = Object.entries(DESTINATION_STATUS).map(([value, { word }]) => ({ value, label: word }));
const FILTER_TYPES = Object.entries(FILTER_TYPE).map(([value, word]) => ({ value, label: word }));

const asChoices = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));

/** What the list is narrowed by. On narrow screens it waits behind one button. */
export function FilterBar({ filters, destinations, senders, onChange }: FilterBarProps) {
  const [open, setOpen] = useState(false);
  const count = Object.values(filters).filter(Boolean).length;
  const choose = (name: keyof ListFilters) => (value: string) => onChange({ ...filters, [name]: value || undefined });
  return (
    <div className="contents">
      <Button className="lg:hidden" aria-expanded={open} aria-controls="filters" onClick={() => setOpen(!open)}>
        <ListFilter aria-hidden className="size-4" />
        Filters{count > 0 && ` (${count})`}
      </Button>
      <div
        id="filters"
        role="group"
        aria-label="Filters"
        className={`w-full flex-wrap items-center gap-2 max-sm:grid max-sm:grid-cols-1 lg:flex lg:w-auto ${open ? 'flex' : 'hidden! lg:flex!'}`}
      >
        <SelectField
          label="Status"
          all="Any status"
          value={filters.status ?? ''}
          choices={STATUSES}
          onChoose={choose('status')}
        />
        <SelectField
          label="Destination"
          all="Any destination"
          value={filters.destination ?? ''}
          choices={asChoices(destinations)}
          onChoose={choose('destination')}
        />
        {(filters.destination || filters.destinationStatus) && (
          <SelectField
            label="At the destination"
            all="Any outcome"
            value={filters.destinationStatus ?? ''}
            choices={OUTCOMES}
            onChoose={choose('destinationStatus')}
          />
        )}
        <SelectField
          label="Filtered by"
          all="Any filter"
          value={filters.filterType ?? ''}
          choices={FILTER_TYPES}
          onChoose={choose('filterType')}
        />
        <SelectField
          label="Sender"
          all="Any sender"
          value={filters.sender ?? ''}
          choices={asChoices(senders)}
          onChoose={choose('sender')}
        />
        <DateField label="From" edge="start" value={filters.since ?? ''} onChoose={choose('since')} />
        <DateField label="To" edge="end" value={filters.until ?? ''} onChoose={choose('until')} />
        {count > 0 && (
          <Button look="bare" aria-label="Clear filters" onClick={() => onChange({})} className="px-2!">
            <X aria-hidden className="size-4" />
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}
