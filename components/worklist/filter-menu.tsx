'use client';

import { lazy } from 'react';
import { Menu } from '#components/ui/menu';

const load = () => import('#components/worklist/filter-menu-items');
const FilterMenuItems = lazy(async () => ({ default: (await load()).FilterMenuItems }));

interface FilterMenuProps {
  label: string;
  chosen: readonly string[];
  choices: readonly { value: string; count: number }[];
  onChange: (chosen: string[]) => void;
}

/** One thing to narrow the list by: a button that says what is chosen, and a menu with how many there are of each. */
export function FilterMenu({ label, chosen, choices, onChange }: FilterMenuProps) {
  const words = chosen.length > 2 ? `${chosen.length} chosen` : chosen.join(', ');
  return (
    <span
      className={`flex min-w-0 rounded-md border ${chosen.length > 0 ? 'border-accent bg-accent-wash' : 'border-edge bg-surface'}`}
    >
      <Menu
        label={chosen.length > 0 ? `${label}: ${chosen.join(', ')}` : `${label}: any`}
        load={load}
        face={
          <span className="max-w-56 truncate">
            {label}
            {words && <span className="text-ink">: {words}</span>}
          </span>
        }
      >
        {(panel) => <FilterMenuItems panel={panel} chosen={chosen} choices={choices} onChange={onChange} />}
      </Menu>
    </span>
  );
}
