import { dehydrate, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { PageOf } from '#components/session/page-of';
import { PREFERENCES } from '#components/session/preferences';
import {
  asReceivedBefore,
  narrowingOf,
  questionOf,
  readFilters,
  windowOf,
  type WorklistFilters,
} from '#components/worklist/worklist-filters';
import { WorklistView } from '#components/worklist/worklist-view';
import { authorizedDomains, mayIn } from '#lib/identity/authorize-domain';
import { requireSession, type PageSession } from '#lib/identity/session';
import { worklistKeys } from '#lib/query-keys';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { listWorklistBody, worklistFilters } from '#lib/worklist/contract';
import { listWorklist } from '#lib/worklist/list-worklist';
import { summarizeWorklist } from '#lib/worklist/summarize-worklist';

export const metadata: Metadata = { title: 'Worklist' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const session = await requireSession();
  // Somebody who reports nowhere has no list to work on, but may have history to read.
  const reportable = authorizedDomains(session.actor, 'reports:write') ?? [];
  if (reportable.length === 0) redirect('/submissions');
  const params = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each])),
  );
  const [queryClient, { organizations }, jar] = await Promise.all([
    firstPaint(session, readFilters(params)),
    loadSnapshot(session.context.db, session.settingsVersion),
    cookies(),
  ]);
  const viewers = [...organizations].flatMap(([name, { viewerUrl }]) =>
    viewerUrl !== null && mayIn(session.actor, name, 'appointments:read') ? [[name, viewerUrl]] : [],
  );
  return (
    <PageOf userId={session.actor.userId} state={dehydrate(queryClient)}>
      <WorklistView
        paintedAt={Date.now()}
        reportable={reportable}
        viewers={Object.fromEntries(viewers)}
        preview={jar.get(PREFERENCES.preview)?.value !== 'off'}
      />
    </PageOf>
  );
}

/** What the list would ask for first, asked here. What fails here is asked again by the page, which shows why. */
async function firstPaint({ context, actor }: PageSession, filters: WorklistFilters) {
  const queryClient = new QueryClient();
  const first = windowOf(questionOf(filters, ''), 0);
  const narrowing = narrowingOf(filters, '');
  await Promise.all([
    queryClient.prefetchQuery({
      queryKey: worklistKeys.window(first),
      queryFn: () => listWorklist(context, actor, listWorklistBody.parse(asReceivedBefore(first))),
    }),
    queryClient.prefetchQuery({
      queryKey: worklistKeys.summary(narrowing),
      queryFn: () => summarizeWorklist(context, actor, worklistFilters.parse(asReceivedBefore(narrowing))),
    }),
  ]);
  return queryClient;
}
