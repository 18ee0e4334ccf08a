'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Send } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { DestinationCard } from '#components/settings/destination-card';
import { SettingsHeading } from '#components/settings/settings-heading';
import { SettingsSkeleton } from '#components/settings/settings-skeleton';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Failure } from '#components/ui/failure';
import { Notice } from '#components/ui/notice';
import { settingsKeys } from '#lib/query-keys';
import { listDestinations } from '#lib/settings/client';
import type { DestinationObject } from '#lib/settings/destination-contract';

const PauseDialog = dynamic(async () => (await import('#components/settings/pause-dialog')).PauseDialog);

const REFRESH_MS = 10_000;

/** Where an organization's reports go, and how each destination is doing. */
export function DestinationsView({ domain }: { domain: string }) {
  const queryClient = useQueryClient();
  const destinations = useQuery({
    queryKey: settingsKeys.destinations(domain),
    queryFn: ({ signal }) => listDestinations(domain, signal),
    refetchInterval: REFRESH_MS,
  });
  const [asked, setAsked] = useState<DestinationObject | null>(null);
  const query = `?organization=${encodeURIComponent(domain)}`;
  return (
    <>
      <SettingsHeading
        title="Destinations"
        action={
          <Link
            href={`/settings/new-destination${query}`}
            prefetch={false}
            className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}
          >
            <Plus aria-hidden className="size-4" />
            Create a destination
          </Link>
        }
      >
        Every report goes to each active destination whose filters keep it.
      </SettingsHeading>
      <div className="mt-4">
        {destinations.data === undefined &&
          (destinations.isError ? (
            <Failure error={destinations.error} retry={() => void destinations.refetch()} />
          ) : (
            <SettingsSkeleton />
          ))}
        {destinations.data?.length === 0 && (
          <Notice icon={Send} title="No destination yet">
            Reports are accepted and kept, and go nowhere until there is one.
          </Notice>
        )}
        <ul className="grid gap-3 xl:grid-cols-2">
          {destinations.data?.map((destination) => (
            <DestinationCard
              key={destination.name}
              domain={domain}
              destination={destination}
              onSwitch={() => setAsked(destination)}
            />
          ))}
        </ul>
      </div>
      {asked && (
        <PauseDialog
          domain={domain}
          destination={asked}
          onDone={() => void queryClient.invalidateQueries({ queryKey: settingsKeys.destinations(domain) })}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
