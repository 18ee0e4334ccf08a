import { dehydrate, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageOf } from '#components/session/page-of';
import { UnmatchedItemView } from '#components/unmatched/unmatched-item-view';
import { isDomainError } from '#lib/errors';
import { requireSession } from '#lib/identity/session';
import { getUnmatched } from '#lib/intake/get-unmatched';
import { unmatchedKeys } from '#lib/query-keys';

/** Nothing of the patient: titles stay in histories and on shared screens. */
export const metadata: Metadata = { title: 'Unmatched item' };

export default async function Page({ params }: { params: Promise<{ id: string; index: string }> }) {
  const { id, index: written } = await params;
  const { context, actor } = await requireSession();
  if (!/^\d{1,9}$/.test(written)) notFound();
  const index = Number(written);
  const queryClient = new QueryClient();
  try {
    queryClient.setQueryData(unmatchedKeys.one(id, index), await getUnmatched(context, actor, { id, index }));
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') notFound();
    // Anything else is asked again by the page, which shows why it fails.
  }
  return (
    <PageOf userId={actor.userId} state={dehydrate(queryClient)}>
      <UnmatchedItemView key={`${id} ${index}`} id={id} index={index} />
    </PageOf>
  );
}
