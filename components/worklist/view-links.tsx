'use client';

import { useEffect, useRef } from 'react';
import { KeyCap } from '#components/ui/key-cap';
import { worklistAddress, type WorklistFilters } from '#components/worklist/worklist-filters';
import type { WorklistSummary } from '#lib/worklist/contract';
import { WORKLIST_VIEWS, type WorklistView } from '#lib/worklist/views';

export const VIEW_WORDS: Record<WorklistView, string> = {
  mine: 'Mine',
  unclaimed: 'Unclaimed',
  stat: 'STAT',
  'awaiting-final': 'Awaiting final',
  all: 'All',
};

interface ViewLinksProps {
  filters: WorklistFilters;
  summary: WorklistSummary | undefined;
  showKeys: boolean;
  onChange: (filters: WorklistFilters) => void;
}

/** The views, each a link that can be kept, with how many appointments it has. */
export function ViewLinks({ filters, summary, showKeys, onChange }: ViewLinksProps) {
  const links = useRef<HTMLElement>(null);
  // On a phone the row of views is longer than the screen.
  useEffect(() => {
    links.current
      ?.querySelector(`[data-view="${filters.view}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [filters.view]);
  return (
    <nav ref={links} aria-label="Views" className="flex gap-5 overflow-x-auto">
      {WORKLIST_VIEWS.map((view, index) => (
        <a
          key={view}
          data-view={view}
          href={worklistAddress({ ...filters, view })}
          aria-current={filters.view === view ? 'page' : undefined}
          className="group relative flex h-10 items-center gap-1.5 whitespace-nowrap text-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-accent aria-[current]:after:content-['']"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onChange({ ...filters, view });
          }}
        >
          {showKeys && (
            <span className="max-lg:hidden">
              <KeyCap>{String(index + 1)}</KeyCap>
            </span>
          )}
          {VIEW_WORDS[view]}
          <span className="min-w-5 rounded-full bg-raised px-1.5 text-center text-xs leading-5 font-normal text-soft group-aria-[current]:bg-accent-wash group-aria-[current]:text-ink">
            {summary ? summary.views[view] : '…'}
            <span className="sr-only"> appointments</span>
          </span>
        </a>
      ))}
    </nav>
  );
}
