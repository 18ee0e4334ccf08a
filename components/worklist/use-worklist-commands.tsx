'use client';

import type { RefObject } from 'react';
import { usePageCommands } from '#components/shell/page-commands';
import type { ActiveRow } from '#components/worklist/use-place';
import type { RowDeeds } from '#components/worklist/use-row-actions';
import { VIEW_WORDS } from '#components/worklist/view-links';
import type { WorklistFilters } from '#components/worklist/worklist-filters';
import type { WorklistItem } from '#lib/worklist/contract';
import { WORKLIST_VIEWS } from '#lib/worklist/views';

interface WorklistCommandsInput {
  filters: WorklistFilters;
  active: ActiveRow | null;
  deeds: RowDeeds;
  step: (by: number) => void;
  narrow: (filters: WorklistFilters) => void;
  togglePreview: () => void;
  search: RefObject<HTMLInputElement | null>;
}

/** What the keyboard and the command palette can do here; `worklist-keys.tsx` tells readers of it. */
export function useWorklistCommands(input: WorklistCommandsInput): void {
  const { filters, active, deeds, step, narrow, togglePreview, search } = input;
  const onActive = (act: (item: WorklistItem) => void) => () => {
    if (active) act(active.item);
  };
  const onMine = (act: (item: WorklistItem) => void) => onActive((item) => deeds.mayReport(item) && act(item));
  usePageCommands([
    { id: 'next-row', label: 'Next appointment', keys: 'j', palette: false, run: () => step(1) },
    { id: 'previous-row', label: 'Previous appointment', keys: 'k', palette: false, run: () => step(-1) },
    { id: 'most-urgent', label: 'Open the most urgent', keys: 'Shift+N', run: deeds.openMostUrgent },
    { id: 'preview', label: 'Show or hide the preview', keys: 'p', run: togglePreview },
    { id: 'search', label: 'Search the worklist', keys: '/', run: () => search.current?.focus() },
    ...(active
      ? [
          { id: 'claim', label: 'Claim the chosen appointment', keys: 'c', run: onMine(deeds.claim) },
          { id: 'release', label: 'Release the chosen appointment', keys: 'u', run: onMine(deeds.release) },
          { id: 'viewer', label: 'Show its images in the viewer', keys: 'v', run: onActive(deeds.view) },
        ]
      : []),
    ...WORKLIST_VIEWS.map((view, index) => ({
      id: `view-${view}`,
      label: `Worklist: ${VIEW_WORDS[view]}`,
      keys: String(index + 1),
      run: () => narrow({ ...filters, view }),
    })),
  ]);
}
