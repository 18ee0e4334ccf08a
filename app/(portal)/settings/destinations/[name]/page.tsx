import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { PREFERENCES } from '#components/session/preferences';
import { DestinationView } from '#components/settings/destination-view';
import { NotAnAdmin } from '#components/settings/not-an-admin';
import { requireAdminSession } from '#lib/identity/admin-session';
import { settingsKeys } from '#lib/query-keys';
import { getDestination } from '#lib/settings/get-destination';

interface Props {
  params: Promise<{ name: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: 'Destination' };

export default async function Page({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const last = (await cookies()).get(PREFERENCES.organization)?.value;
  const { context, domain } = await requireAdminSession((await searchParams).organization, last);
  if (domain === null) return <NotAnAdmin />;
  const queryClient = new QueryClient();
  // What fails here is asked again by the page, which shows why.
  await queryClient.prefetchQuery({
    queryKey: settingsKeys.destination(domain, name),
    queryFn: () => getDestination(context, domain, name),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <DestinationView domain={domain} name={name} />
    </HydrationBoundary>
  );
}
