import { listAddress, type ListFilters } from '#components/submissions/list-filters';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

/** What a figure counts: at most one of each. */
export type Pick = {
  [name in 'status' | 'destination' | 'destinationStatus' | 'filterType' | 'since' | 'until']?: string;
};

const PICKED = ['status', 'destination', 'destinationStatus', 'filterType'] as const;

/** Makes the addresses of figures' rows, and tells which figure is the one that is looked at. */
export interface Picks {
  hrefOf: (pick: Pick) => string;
  isPicked: (pick: Pick) => boolean;
}

/** The rows of a figure are those of its period and sender, whatever else the list is narrowed by now. */
export function makePicks(
  organization: string | null,
  filters: ListFilters,
  { since, until }: SubmissionBreakdown,
): Picks {
  const counted: ListFilters = {
    sender: filters.sender,
    since: since ?? filters.since,
    until: until ?? filters.until,
  };
  return {
    hrefOf: (pick) => listAddress(organization, { ...counted, ...pick }),
    isPicked: (pick) => PICKED.every((name) => filters[name] === pick[name]),
  };
}
