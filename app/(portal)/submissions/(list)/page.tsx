import { dehydrate, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { PageOf } from '#components/session/page-of';
import { PREFERENCES } from '#components/session/preferences';
import { breakdownQuery, listQuery, readFilters, type ListFilters } from '#components/submissions/list-filters';
import { NoOrganization } from '#components/submissions/no-organization';
import { NotYours } from '#components/submissions/not-yours';
import { SubmissionsView } from '#components/submissions/submissions-view';
import { isZone } from '#components/time/format-time';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { requireSession, type PageSession } from '#lib/identity/session';
import { submissionKeys } from '#lib/query-keys';
import { breakDownSubmissions } from '#lib/submissions/break-down-submissions';
import { breakdownQuery as breakdownSchema } from '#lib/submissions/breakdown-contract';
import { listSubmissionsQuery } from '#lib/submissions/contract';
import { listSubmissions } from '#lib/submissions/list-submissions';
import { chooseOrganization } from '../../choose-organization.ts';

export const metadata: Metadata = { title: 'Submissions' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const params = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const filters = readFilters(params);
  const session = await requireSession();
  const choice = await chooseOrganization(session, params.get('organization'), 'history:read');
  if (choice.kind === 'none') return <NoOrganization />;
  if (choice.kind === 'not yours') return <NotYours />;
  const { name, organization } = choice;

  const zone = decodeURIComponent((await cookies()).get(PREFERENCES.zone)?.value ?? '');
  const queryClient = await firstPaint(session, name, filters, isZone(zone) ? zone : 'UTC');
  return (
    <PageOf userId={session.actor.userId} state={dehydrate(queryClient)}>
      <SubmissionsView
        organization={name}
        description={organization.description}
        senders={[...organization.senders.keys()].sort()}
      />
    </PageOf>
  );
}

/** What the list would ask for first, asked here. What fails here is asked again by the page, which shows why. */
async function firstPaint(
  { context }: PageSession,
  organization: AuthorizedDomain,
  filters: ListFilters,
  zone: string,
) {
  const queryClient = new QueryClient();
  const wanted = listQuery(filters, '', undefined);
  const counted = breakdownQuery(filters, '', zone);
  await Promise.all([
    queryClient.prefetchQuery({
      queryKey: submissionKeys.list(organization, wanted),
      queryFn: () => listSubmissions(context, organization, listSubmissionsQuery.parse(wanted)),
    }),
    queryClient.prefetchQuery({
      queryKey: submissionKeys.breakdown(organization, counted),
      queryFn: () => breakDownSubmissions(context, organization, breakdownSchema.parse(counted)),
    }),
  ]);
  return queryClient;
}
