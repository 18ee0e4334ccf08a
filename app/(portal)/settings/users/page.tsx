import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { PREFERENCES } from '#components/session/preferences';
import { UsersView } from '#components/settings/users-view';
import { NotAnAdmin } from '#components/settings/not-an-admin';
import { requireAdminSession } from '#lib/identity/admin-session';
import { settingsKeys } from '#lib/query-keys';
import { listUsers } from '#lib/settings/list-users';

export const metadata: Metadata = { title: 'Users' };

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
    queryKey: settingsKeys.users(domain),
    queryFn: () => listUsers(context, actor, domain),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <UsersView domain={domain} />
    </HydrationBoundary>
  );
}
