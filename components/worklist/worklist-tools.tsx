'use client';

import { PanelRight } from 'lucide-react';
import type { RefObject } from 'react';
import { LiveMark } from '#components/submissions/live-mark';
import { SearchBox } from '#components/submissions/search-box';
import { Button } from '#components/ui/button';
import { FilterBar } from '#components/worklist/filter-bar';
import { ViewLinks } from '#components/worklist/view-links';
import type { WorklistFilters } from '#components/worklist/worklist-filters';
import type { WorklistSummary } from '#lib/worklist/contract';

interface WorklistToolsProps {
  filters: WorklistFilters;
  text: string;
  summary: WorklistSummary | undefined;
  updatedAt: number;
  isFailing: boolean;
  search: RefObject<HTMLInputElement | null>;
  showKeys: boolean;
  isPreviewOn: boolean;
  onChange: (filters: WorklistFilters) => void;
  onSearch: (text: string) => void;
  onPreview: () => void;
}

/** What stands above the list: its views, the search, and what narrows it. */
export function WorklistTools(props: WorklistToolsProps) {
  const { filters, text, summary, showKeys, onChange } = props;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 px-3 pt-2 sm:px-5">
        <h1 className="text-xl font-semibold tracking-tight">Worklist</h1>
        <div className="max-md:order-last max-md:w-full">
          <ViewLinks filters={filters} summary={summary} showKeys={showKeys} onChange={onChange} />
        </div>
        <div className="ml-auto flex items-center gap-4">
          {summary !== undefined && summary.overdue > 0 && (
            <p className="text-sm font-medium text-bad">{summary.overdue} overdue</p>
          )}
          {props.updatedAt > 0 && (
            <div className="max-sm:hidden">
              <LiveMark updatedAt={props.updatedAt} isFailing={props.isFailing} />
            </div>
          )}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2 px-3 py-2 sm:px-5">
        <div className="min-w-0 flex-1 sm:flex-none">
          <SearchBox
            q={text}
            onSearch={props.onSearch}
            input={props.search}
            showKey={showKeys}
            label="Find by patient, exam, referrer, accession number or any id"
            placeholder="Patient, exam, referrer or id"
          />
        </div>
        <FilterBar filters={filters} summary={summary} onChange={onChange} />
        <Button
          look="bare"
          aria-pressed={props.isPreviewOn}
          onClick={props.onPreview}
          className="ml-auto aria-pressed:bg-raised aria-pressed:text-ink max-lg:hidden"
        >
          <PanelRight aria-hidden className="size-4" />
          Preview
        </Button>
      </div>
    </>
  );
}
