'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { ItemsPanel } from '#components/items/items-panel';
import { ReadingProgress } from '#components/items/reading-progress';
import { StandingAnnouncement } from '#components/items/standing-announcement';
import { explainStatus } from '#components/submissions/explain-status';
import { StatusMark } from '#components/submissions/status-mark';
import { OVERALL_STATUS } from '#components/submissions/status-words';
import { useHistoryChanges } from '#components/submissions/use-history-changes';
import { Button, BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Failure } from '#components/ui/failure';
import { Skeleton } from '#components/ui/skeleton';
import { getHistoryText } from '#lib/submissions/client';
import { submissionKeys } from '#lib/query-keys';
import type { Submission } from '#lib/submissions/contract';

interface ReceivedPayloadProps {
  id: string;
  onAnother: () => void;
}

/** What becomes of a payload that was just received, item by item, while it happens. */
export function ReceivedPayload({ id, onAnother }: ReceivedPayloadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const history = useQuery({
    queryKey: submissionKeys.raw(id),
    queryFn: ({ signal }) => getHistoryText(id, signal),
    select: parse,
  });
  const submission = history.data;
  const standing = useHistoryChanges(id, submission, () => {});
  const isThere = submission !== undefined;
  useEffect(() => {
    if (isThere) heading.current?.focus();
  }, [isThere]);
  if (!submission) {
    return history.isError ? (
      <Failure error={history.error} retry={() => void history.refetch()} />
    ) : (
      <div role="status" className="mt-5">
        <span className="sr-only">Received; loading what becomes of it</span>
        <Skeleton className="h-24 w-full" />
      </div>
    );
  }
  const { submissionId, overallStatus } = submission;
  return (
    <>
      <section aria-label="What was received" className="mt-5 rounded-lg border border-line bg-surface p-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
            Received as submission {submissionId}
          </h2>
          <StatusMark status={OVERALL_STATUS[overallStatus]} />
        </div>
        <p className="mt-1 max-w-4xl text-soft text-pretty">{explainStatus(submission)}</p>
        <ReadingProgress submission={submission} standing={standing} />
        <StandingAnnouncement submission={submission} standing={standing} />
        <div className="mt-4 flex flex-wrap gap-2">
          <Link
            href={`/submissions/${submissionId}`}
            prefetch={false}
            className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}
          >
            Open submission {submissionId}
          </Link>
          <Button onClick={onAnother}>Upload another</Button>
        </div>
      </section>
      <ItemsPanel submission={submission} standing={standing} />
    </>
  );
}

const parse = (text: string): Submission => JSON.parse(text) as Submission;
