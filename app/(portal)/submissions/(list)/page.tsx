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
import { authorizeDomain, mayIn } from '#lib/identity/authorize-domain';
import { requireSession, type PageSession } from '#lib/identity/session';
import { submissionKeys } from '#lib/query-keys';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { breakDownSubmissions } from '#lib/submissions/break-down-submissions';
import { breakdownQuery as breakdownSchema } from '#lib/submissions/breakdown-contract';
import { listSubmissionsQuery } from '#lib/submissions/contract';
import { listSubmissions } from '#lib/submissions/list-submissions';

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
  const { organizations } = await loadSnapshot(session.context.db, session.settingsVersion);
  const visible = [...organizations.keys()].sort().filter((name) => mayIn(session.actor, name, 'history:read'));
  const jar = await cookies();
  const last = jar.get(PREFERENCES.organization)?.value;
  const name = params.get('organization') ?? visible.find((candidate) => candidate === last) ?? visible[0];
  if (name === undefined) return <NoOrganization />;
  const organization = organizations.get(name);
  if (!organization || !visible.includes(name)) return <NotYours />;

  const zone = decodeURIComponent(jar.get(PREFERENCES.zone)?.value ?? '');
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
async function firstPaint({ context, actor }: PageSession, name: string, filters: ListFilters, zone: string) {
  const queryClient = new QueryClient();
  const organization = authorizeDomain(actor, name, 'history:read');
  const wanted = listQuery(filters, '', undefined);
  const counted = breakdownQuery(filters, '', zone);
  await Promise.all([
    queryClient.prefetchQuery({
      queryKey: submissionKeys.list(name, wanted),
      queryFn: () => listSubmissions(context, organization, listSubmissionsQuery.parse(wanted)),
    }),
    queryClient.prefetchQuery({
      queryKey: submissionKeys.breakdown(name, counted),
      queryFn: () => breakDownSubmissions(context, organization, breakdownSchema.parse(counted)),
    }),
  ]);
  return queryClient;
}
