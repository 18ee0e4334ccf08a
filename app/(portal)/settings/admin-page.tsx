import { dehydrate, QueryClient, type QueryKey } from '@tanstack/react-query';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { PageOf } from '#components/session/page-of';
import { PREFERENCES } from '#components/session/preferences';
import { NotAnAdmin } from '#components/settings/not-an-admin';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { requireAdminSession } from '#lib/identity/admin-session';
import type { PageSession } from '#lib/identity/session';

export interface AdminPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

interface AdminPage {
  /** What the page asks for first, asked here. What fails here is asked again by the page, which shows why. */
  ask?: (domain: AuthorizedDomain, session: PageSession) => { queryKey: QueryKey; queryFn: () => Promise<unknown> };
  show: (domain: AuthorizedDomain) => ReactNode;
}

/** A page of an organization's settings: the one asked for, else the last one; for its administrators. */
export async function adminPage({ searchParams }: AdminPageProps, { ask, show }: AdminPage): Promise<ReactNode> {
  const last = (await cookies()).get(PREFERENCES.organization)?.value;
  const { domain, ...session } = await requireAdminSession((await searchParams).organization, last);
  const queryClient = new QueryClient();
  if (ask && domain !== null) await queryClient.prefetchQuery(ask(domain, session));
  return (
    <PageOf userId={session.actor.userId} state={dehydrate(queryClient)}>
      {domain === null ? <NotAnAdmin /> : show(domain)}
    </PageOf>
  );
}
