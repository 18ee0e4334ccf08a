'use client';

import { useQuery } from '@tanstack/react-query';
import { useShell } from '#components/shell/shell-state';
import { settingsKeys } from '#lib/query-keys';
import { listDestinations } from '#lib/settings/client';

const REFRESH_MS = 60_000;

/**
 * How many destinations of the organization last looked at are paused or do not answer: an administrator hears of it wherever
 * they are, and that it is over by its going away.
 */
export function StalledMark() {
  const { viewer, organization } = useShell();
  const roles = viewer.organizations.find(({ name }) => name === organization)?.roles ?? [];
  const domain = roles.includes('admin') || roles.includes('platform admin') ? organization : null;
  const stalled = useQuery({
    queryKey: settingsKeys.destinations(domain ?? ''),
    queryFn: ({ signal }) => listDestinations(domain ?? '', signal),
    enabled: domain !== null,
    select: (destinations) => destinations.filter(({ health }) => health.paused ?? health.degraded).length,
    refetchInterval: REFRESH_MS,
    staleTime: REFRESH_MS / 2,
  });
  if (domain === null || !stalled.data) return null;
  return (
    <span className="rounded-full bg-bad px-1.5 text-xs leading-4.5 font-semibold text-surface">
      {stalled.data}
      <span className="sr-only">
        {stalled.data === 1 ? ' destination is paused or does not answer' : ' destinations are paused or do not answer'}
      </span>
    </span>
  );
}
