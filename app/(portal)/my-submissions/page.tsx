import { dehydrate, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PageOf } from '#components/session/page-of';
import { myQuery, readMyState } from '#components/submissions/my-filters';
import { MySubmissionsView } from '#components/submissions/my-submissions-view';
import { requireSession } from '#lib/identity/session';
import { submissionKeys } from '#lib/query-keys';
import { listMySubmissions } from '#lib/submissions/list-my-submissions';
import { listMySubmissionsQuery } from '#lib/submissions/listed-contract';

export const metadata: Metadata = { title: 'My submissions' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { deliveryState } = await searchParams;
  const { context, actor } = await requireSession();
  const queryClient = new QueryClient();
  const wanted = myQuery(readMyState(typeof deliveryState === 'string' ? deliveryState : null), '', undefined);
  // What fails here is asked again by the page, which shows why.
  await queryClient.prefetchQuery({
    queryKey: submissionKeys.mine(wanted),
    queryFn: () => listMySubmissions(context, actor, listMySubmissionsQuery.parse(wanted)),
  });
  return (
    <PageOf userId={actor.userId} state={dehydrate(queryClient)}>
      <MySubmissionsView />
    </PageOf>
  );
}
