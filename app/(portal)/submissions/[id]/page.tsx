import { dehydrate, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageOf } from '#components/session/page-of';
import { SubmissionView } from '#components/submissions/submission-view';
import { isDomainError } from '#lib/errors';
import { requireSession } from '#lib/identity/session';
import { submissionKeys } from '#lib/query-keys';
import { getSubmission } from '#lib/submissions/get-submission';

interface Props {
  params: Promise<{ id: string }>;
}

/** Ids only: titles stay in histories and on shared screens. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Submission ${(await params).id.slice(0, 36)}` };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  const { context, actor, settingsVersion } = await requireSession();
  const queryClient = new QueryClient();
  try {
    const submission = await getSubmission(context, actor, id, { explain: true, settingsVersion });
    queryClient.setQueryData(submissionKeys.one(id), submission);
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') notFound();
    // Anything else is asked again by the page, which shows why it fails.
  }
  return (
    <PageOf userId={actor.userId} state={dehydrate(queryClient)}>
      <SubmissionView id={id} />
    </PageOf>
  );
}
