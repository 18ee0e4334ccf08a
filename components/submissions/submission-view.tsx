'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { ReadingProgress } from '#components/items/reading-progress';
import { StandingAnnouncement } from '#components/items/standing-announcement';
import { explainStatus } from '#components/submissions/explain-status';
import { useListAddress } from '#components/submissions/list-position';
import { RawJson } from '#components/submissions/raw-json';
import { OVERALL_STATUS, TONE_TEXT } from '#components/submissions/status-words';
import { SubmissionOverview } from '#components/submissions/submission-overview';
import { SubmissionSkeleton } from '#components/submissions/submission-skeleton';
import { useHistoryChanges } from '#components/submissions/use-history-changes';
import { ViewTab } from '#components/submissions/view-tab';
import { Failure } from '#components/ui/failure';
import { getSubmission } from '#lib/submissions/client';
import { submissionKeys } from '#lib/query-keys';

/** One submission: why its status is what it is, and what every destination got. */
export function SubmissionView({ id }: { id: string }) {
  const listAddress = useListAddress();
  const isRaw = useSearchParams().get('view') === 'json';
  const answer = useQuery({
    queryKey: submissionKeys.one(id),
    queryFn: ({ signal }) => getSubmission(id, signal),
  });
  const standing = useHistoryChanges(id, answer.data, () => void answer.refetch());
  if (answer.data === undefined) {
    return answer.isError ? (
      <Failure error={answer.error} retry={() => void answer.refetch()} />
    ) : (
      <SubmissionSkeleton />
    );
  }
  const submission = answer.data;
  const { icon: Icon, tone, word } = OVERALL_STATUS[submission.overallStatus];
  return (
    <div className="mx-auto max-w-480 px-3 pt-4 pb-12 sm:px-5">
      <Link
        href={listAddress}
        prefetch={false}
        className="-ml-1 inline-flex items-center gap-1 text-soft hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-4" />
        {listAddress.startsWith('/my-submissions') ? 'My submissions' : 'Submissions'}
      </Link>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1 className="text-xl font-semibold tracking-tight">Submission {submission.submissionId}</h1>
        <p className="inline-flex items-center gap-1.5 text-lg font-medium">
          <Icon aria-hidden className={`size-5 ${TONE_TEXT[tone]}`} />
          {word}
        </p>
      </div>
      <p className="mt-1 max-w-4xl text-soft text-pretty">{explainStatus(submission)}</p>
      <ReadingProgress submission={submission} standing={standing} />
      <StandingAnnouncement submission={submission} standing={standing} />
      <nav aria-label="Views of this submission" className="mt-3 flex gap-5 border-b border-line">
        <ViewTab href={`/submissions/${id}`} isCurrent={!isRaw} label="Overview" />
        <ViewTab href={`/submissions/${id}?view=json`} isCurrent={isRaw} label="Raw JSON" />
      </nav>
      {isRaw ? <RawJson id={id} /> : <SubmissionOverview submission={submission} standing={standing} />}
    </div>
  );
}
