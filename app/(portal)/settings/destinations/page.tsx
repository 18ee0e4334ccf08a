import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { PREFERENCES } from '#components/session/preferences';
import { DestinationsView } from '#components/settings/destinations-view';
import { NotAnAdmin } from '#components/settings/not-an-admin';
import { requireAdminSession } from '#lib/identity/admin-session';
import { settingsKeys } from '#lib/query-keys';
import { listDestinations } from '#lib/settings/list-destinations';

export const metadata: Metadata = { title: 'Destinations' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const last = (await cookies()).get(PREFERENCES.organization)?.value;
  const session = await requireAdminSession((await searchParams).organization, last);
  const { context, domain } = session;
  if (domain === null) return <NotAnAdmin />;
  const queryClient = new QueryClient();
  // What fails here is asked again by the page, which shows why.
  await queryClient.prefetchQuery({
    queryKey: settingsKeys.destinations(domain),
    queryFn: () => listDestinations(context, domain),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <DestinationsView domain={domain} />
    </HydrationBoundary>
  );
}
