'use client';

import { ListFilter, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { SelectField } from '#components/ui/select-field';
import { FilterMenu } from '#components/worklist/filter-menu';
import {
  AGES,
  CHOICES,
  clearFilters,
  countFilters,
  type Age,
  type WorklistFilters,
} from '#components/worklist/worklist-filters';
import { PRIORITIES } from '#lib/appointments/statuses';
import type { WorklistSummary } from '#lib/worklist/contract';

interface FilterBarProps {
  filters: WorklistFilters;
  summary: WorklistSummary | undefined;
  onChange: (filters: WorklistFilters) => void;
}

const MENUS = [
  { field: CHOICES.priority, label: 'Priority' },
  { field: CHOICES.modality, label: 'Modality' },
  { field: CHOICES.site, label: 'Site' },
  { field: CHOICES.referrer, label: 'Referrer' },
  { field: CHOICES.domain, label: 'Group' },
] as const;

const AGE_CHOICES = Object.entries(AGES).map(([value, { label }]) => ({ value, label: `Waits over ${label}` }));

/** What the list is narrowed by. On narrow screens it waits behind one button. */
export function FilterBar({ filters, summary, onChange }: FilterBarProps) {
  const [isOpen, setOpen] = useState(false);
  const count = countFilters(filters);
  const isWithGroups = (summary?.domains.length ?? 0) > 1 || filters.domains.length > 0;
  return (
    <div className="contents">
      <Button className="lg:hidden" aria-expanded={isOpen} aria-controls="filters" onClick={() => setOpen(!isOpen)}>
        <ListFilter aria-hidden className="size-4" />
        Filters{count > 0 && ` (${count})`}
      </Button>
      <div
        id="filters"
        role="group"
        aria-label="Filters"
        className={`w-full flex-wrap items-center gap-2 lg:flex lg:w-auto ${isOpen ? 'flex' : 'hidden'}`}
      >
        {MENUS.map(({ field, label }) => {
          if (field === 'domains' && !isWithGroups) return null;
          const counted = summary?.[field] ?? [];
          const choices =
            field === 'priorities'
              ? PRIORITIES.map((value) => ({ value, count: counted.find((each) => each.value === value)?.count ?? 0 }))
              : counted;
          return (
            <FilterMenu
              key={field}
              label={label}
              chosen={filters[field]}
              choices={choices}
              onChange={(chosen) => onChange({ ...filters, [field]: chosen })}
            />
          );
        })}
        <SelectField
          label="Age"
          all="Any age"
          value={filters.age ?? ''}
          choices={AGE_CHOICES}
          onChoose={(value) => onChange({ ...filters, age: value === '' ? null : (value as Age) })}
        />
        {count > 0 && (
          <Button look="bare" onClick={() => onChange(clearFilters(filters))} className="px-2!">
            <X aria-hidden className="size-4" />
            Clear filters
          </Button>
        )}
      </div>
    </div>
  );
}
