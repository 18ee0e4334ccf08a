import { dehydrate, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ProfileView } from '#components/profile/profile-view';
import { PageOf } from '#components/session/page-of';
import { getProfile } from '#lib/identity/get-profile';
import { requireSession } from '#lib/identity/session';
import { settingsKeys } from '#lib/query-keys';

export const metadata: Metadata = { title: 'Profile' };

export default async function Page() {
  const { context, actor } = await requireSession();
  const queryClient = new QueryClient();
  // What fails here is asked again by the page, which shows why.
  await queryClient.prefetchQuery({ queryKey: settingsKeys.profile, queryFn: () => getProfile(context, actor) });
  return (
    <PageOf userId={actor.userId} state={dehydrate(queryClient)}>
      <ProfileView />
    </PageOf>
  );
}
