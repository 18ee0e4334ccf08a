'use client';

import { useQuery } from '@tanstack/react-query';
import { OrganizationForm } from '#components/settings/organization-form';
import { SettingsSkeleton } from '#components/settings/settings-skeleton';
import { Failure } from '#components/ui/failure';
import { settingsKeys } from '#lib/query-keys';
import { getOrganization } from '#lib/settings/client';

/** An organization's settings. They are read once: what is being edited must not move. */
export function OrganizationView({ domain }: { domain: string }) {
  const answer = useQuery({
    queryKey: settingsKeys.organization(domain),
    queryFn: ({ signal }) => getOrganization(domain, signal),
    refetchOnWindowFocus: false,
  });
  if (answer.data) return <OrganizationForm key={domain} organization={answer.data} />;
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />;
  return <SettingsSkeleton />;
}
