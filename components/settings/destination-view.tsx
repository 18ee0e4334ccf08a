'use client';

import { useQuery } from '@tanstack/react-query';
import { DestinationForm } from '#components/settings/destination-form';
import { SettingsSkeleton } from '#components/settings/settings-skeleton';
import { Failure } from '#components/ui/failure';
import { settingsKeys } from '#lib/query-keys';
import { getDestination } from '#lib/settings/client';

/** One destination's form. It is read once: what is being edited must not move. */
export function DestinationView({ domain, name }: { domain: string; name: string }) {
  const answer = useQuery({
    queryKey: settingsKeys.destination(domain, name),
    queryFn: ({ signal }) => getDestination(domain, name, signal),
    refetchOnWindowFocus: false,
  });
  if (answer.data) return <DestinationForm key={`${domain}.${name}`} domain={domain} destination={answer.data} />;
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />;
  return <SettingsSkeleton />;
}
