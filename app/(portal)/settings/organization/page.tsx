import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { PREFERENCES } from '#components/session/preferences';
import { OrganizationView } from '#components/settings/organization-view';
import { NotAnAdmin } from '#components/settings/not-an-admin';
import { requireAdminSession } from '#lib/identity/admin-session';
import { settingsKeys } from '#lib/query-keys';
import { getOrganization } from '#lib/settings/get-organization';

export const metadata: Metadata = { title: 'Organization' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const last = (await cookies()).get(PREFERENCES.organization)?.value;
  const session = await requireAdminSession((await searchParams).organization, last);
  const { context, actor, domain } = session;
  if (domain === null) return <NotAnAdmin />;
  const queryClient = new QueryClient();
  // What fails here is asked again by the page, which shows why.
  await queryClient.prefetchQuery({
    queryKey: settingsKeys.organization(domain),
    queryFn: () => getOrganization(context, actor, domain),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <OrganizationView domain={domain} />
    </HydrationBoundary>
  );
}
