'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { DestinationBreakdown } from '#components/breakdown/destination-breakdown';
import { FilterBreakdown } from '#components/breakdown/filter-breakdown';
import { makePicks } from '#components/breakdown/picks';
import { FillPatterns } from '#components/breakdown/status-fill';
import { StatusOverTime } from '#components/breakdown/status-over-time';
import { StatusTiles } from '#components/breakdown/status-tiles';
import { tellPeriod } from '#components/breakdown/tell-period';
import type { ListFilters } from '#components/submissions/list-filters';
import { useZone } from '#components/time/zone';
import { Button } from '#components/ui/button';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

interface BreakdownProps {
  breakdown: SubmissionBreakdown;
  /** As the address names it; null = the reader's usual one. */
  organization: string | null;
  filters: ListFilters;
}

/** How many submissions, by status, over time, by destination and by filter; each figure opens exactly its rows. */
export function Breakdown({ breakdown, organization, filters }: BreakdownProps) {
  const [open, setOpen] = useState(false);
  const zone = useZone();
  const picks = makePicks(organization, filters, breakdown);
  return (
    <section aria-label="Figures">
      <FillPatterns />
      <p className="mb-1.5 text-sm text-soft" suppressHydrationWarning>
        {tellPeriod(breakdown, filters, zone)}
      </p>
      <div className="overflow-hidden rounded-lg border border-line bg-line">
        <StatusTiles breakdown={breakdown} picks={picks} />
        <Button
          look="bare"
          aria-expanded={open}
          aria-controls="breakdown"
          onClick={() => setOpen(!open)}
          className="mt-px w-full rounded-none! bg-surface md:hidden"
        >
          Over time, by destination and by filter
          <ChevronDown aria-hidden className={`size-4 ${open ? 'rotate-180' : ''}`} />
        </Button>
        <div
          id="breakdown"
          className={`mt-px gap-px md:grid md:grid-cols-2 xl:grid-cols-[10fr_9fr_8fr] ${open ? 'grid' : 'max-md:hidden'}`}
        >
          <StatusOverTime breakdown={breakdown} picks={picks} />
          <DestinationBreakdown destinations={breakdown.byDestination} picks={picks} />
          <FilterBreakdown filters={breakdown.byFilter} picks={picks} />
        </div>
      </div>
    </section>
  );
}
