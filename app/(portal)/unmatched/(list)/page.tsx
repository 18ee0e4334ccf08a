import { dehydrate, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PageOf } from '#components/session/page-of';
import { NoOrganization } from '#components/submissions/no-organization';
import { NotYours } from '#components/submissions/not-yours';
import { UnmatchedView } from '#components/unmatched/unmatched-view';
import { requireSession } from '#lib/identity/session';
import { listUnmatchedQuery } from '#lib/intake/items-contract';
import { listUnmatched } from '#lib/intake/list-unmatched';
import { unmatchedKeys } from '#lib/query-keys';
import { chooseOrganization } from '../../choose-organization.ts';

export const metadata: Metadata = { title: 'Unmatched items' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const session = await requireSession();
  const choice = await chooseOrganization(session, (await searchParams).organization, 'history:read');
  if (choice.kind === 'none') return <NoOrganization />;
  if (choice.kind === 'not yours') return <NotYours />;
  const { name, organization } = choice;
  const queryClient = new QueryClient();
  // What fails here is asked again by the page, which shows why.
  await queryClient.prefetchQuery({
    queryKey: unmatchedKeys.list(name, undefined),
    queryFn: () => listUnmatched(session.context, name, listUnmatchedQuery.parse({})),
  });
  return (
    <PageOf userId={session.actor.userId} state={dehydrate(queryClient)}>
      <UnmatchedView key={name} organization={name} description={organization.description} />
    </PageOf>
  );
}
