'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { KeptContent } from '#components/submissions/kept-content';
import { tellOutcome, type NamedAttempt } from '#components/submissions/lane-events';
import { Time } from '#components/time/time';
import { Dialog } from '#components/ui/dialog';
import { Facts } from '#components/ui/facts';
import { Failure } from '#components/ui/failure';
import { Skeleton } from '#components/ui/skeleton';
import { Tabs } from '#components/ui/tabs';
import type { AttemptContent } from '#lib/attempts/contract';
import { getAttempt } from '#lib/attempts/client';
import { attemptKey } from '#lib/query-keys';

/** Why neither a message nor a reply is shown. */
const STATES: Record<Exclude<AttemptContent['state'], 'kept'>, string> = {
  none: 'Nothing was sent in this attempt.',
  removed: 'What was sent and answered is no longer kept: its days are over.',
  withheld:
    'The file carries reports of other organizations, too. Only an administrator of the whole platform may open it.',
  unreadable:
    'What is kept was encrypted with another READOUT_SECRET_KEY than the one this server has. Whoever runs Readout can set it back.',
};

/** What one attempt sent and was answered. It is read when it is opened, once: every read is audited. */
export function AttemptDialog({ attempt, onClose }: { attempt: NamedAttempt; onClose: () => void }) {
  const answer = useQuery({
    queryKey: attemptKey(attempt.reportId, attempt.attempt),
    queryFn: ({ signal }) => getAttempt(attempt.reportId, attempt.attempt, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  const outcome = tellOutcome(attempt);
  return (
    <Dialog
      title={`${attempt.name} at ${attempt.destination}`}
      description={`${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}. Opening it was recorded.`}
      size="large"
      lightDismiss
      onClose={onClose}
    >
      {answer.isError ? (
        <Failure error={answer.error} retry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <div role="status">
          <span className="sr-only">Loading</span>
          <Skeleton className="h-64 w-full" />
        </div>
      ) : (
        <Content content={answer.data} />
      )}
    </Dialog>
  );
}

function Content({ content }: { content: AttemptContent }) {
  const [tab, setTab] = useState<'message' | 'reply'>(content.outcome === 'delivered' ? 'message' : 'reply');
  const { state, sent, reply, replyWords, startedAt, address, detail, fileName } = content;
  return (
    <>
      <Facts
        className="sm:grid-cols-3"
        facts={[
          ['Began', <Time key="began" at={startedAt} />],
          ['To', address],
          ['Problem', detail],
        ]}
      />
      {state === 'kept' ? (
        <Tabs
          label="What was exchanged"
          value={tab}
          tabs={[
            { value: 'message', label: 'Message' },
            { value: 'reply', label: 'Reply' },
          ]}
          onChoose={setTab}
          className="mt-4"
        >
          {tab === 'message' ? (
            sent ? (
              <KeptContent label="Message" content={sent} fileName={fileName} />
            ) : (
              <p className="mt-3 text-soft">The message is no longer kept.</p>
            )
          ) : (
            <>
              {replyWords.length > 0 && (
                <Facts
                  className="mt-3 sm:grid-cols-2"
                  facts={replyWords.map(({ label, value }) => [label, value] as const)}
                />
              )}
              {reply ? (
                <KeptContent label="Reply" content={reply} fileName={`reply-${content.attempt}-${fileName}.bin`} />
              ) : (
                <p className="mt-3 text-soft">
                  {replyWords.length > 0 ? 'The answer had no text.' : 'There was no reply.'}
                </p>
              )}
            </>
          )}
        </Tabs>
      ) : (
        <p className="mt-4">{STATES[state]}</p>
      )}
    </>
  );
}
