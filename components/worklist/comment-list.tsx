'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Skeleton } from '#components/ui/skeleton';
import { CommentForm } from '#components/worklist/comment-form';
import { PreviewSection } from '#components/worklist/preview-section';
import { listComments } from '#lib/comments/client';
import type { Comment } from '#lib/comments/contract';
import { appointmentKeys } from '#lib/query-keys';
import type { WorklistItem } from '#lib/worklist/contract';

interface CommentListProps {
  item: WorklistItem;
  isAsked: boolean;
  /** What stands between the alerts, which come first, and the other comments. */
  children: ReactNode;
}

/** What was said about the appointment: alerts before everything else, the rest in order, and a place to say more. */
export function CommentList({ item, isAsked, children }: CommentListProps) {
  const { domain, appointmentId, commentCount, hasAlert } = item;
  const client = useQueryClient();
  const queryKey = appointmentKeys.comments(domain, appointmentId);
  const comments = useQuery({
    queryKey,
    queryFn: ({ signal }) => listComments(domain, appointmentId, signal),
    enabled: isAsked && commentCount > 0,
  });
  const known = comments.data?.length;
  useEffect(() => {
    // The list has been told of comments that are not here yet.
    if (known !== undefined && known < commentCount)
      void client.invalidateQueries({ queryKey: appointmentKeys.comments(domain, appointmentId) });
  }, [client, known, commentCount, domain, appointmentId]);
  const alerts = comments.data?.filter(({ isAlert }) => isAlert) ?? [];
  const others = comments.data?.filter(({ isAlert }) => !isAlert) ?? [];
  const isLoading = commentCount > 0 && comments.isPending;
  return (
    <>
      {hasAlert && isLoading && <Skeleton className="mt-3 h-14 w-full" />}
      {alerts.map((alert) => (
        <section key={alert.guid} aria-label="Alert" className="mt-3 rounded-md border border-warn px-3 py-2">
          <p className="flex items-center gap-1.5 text-sm font-semibold text-warn">
            <TriangleAlert aria-hidden className="size-4 shrink-0" />
            Alert
          </p>
          <Said comment={alert} />
        </section>
      ))}
      {children}
      <PreviewSection title={commentCount > 0 ? `Comments (${others.length})` : 'Comments'}>
        {isLoading && !comments.isError && (
          <div role="status">
            <span className="sr-only">Loading comments</span>
            <Skeleton className="h-10 w-full" />
          </div>
        )}
        {comments.isError && (
          <p role="alert" className="text-sm text-bad">
            The comments could not be loaded.{' '}
            <Button look="bare" className="h-6! px-1!" onClick={() => void comments.refetch()}>
              Try again
            </Button>
          </p>
        )}
        {others.map((comment) => (
          <div key={comment.guid} className="border-l-2 border-line pl-3 [&+&]:mt-2.5">
            <Said comment={comment} />
          </div>
        ))}
        <CommentForm
          domain={domain}
          appointmentId={appointmentId}
          onAdded={(added) => {
            client.setQueryData<Comment[]>(queryKey, (before = []) => [...before, added]);
          }}
        />
      </PreviewSection>
    </>
  );
}

function Said({ comment }: { comment: Comment }) {
  return (
    <>
      <p className="break-words whitespace-pre-wrap">{comment.commentText}</p>
      <p className="text-sm text-soft">
        {comment.addedBy}, <Time at={comment.commentDateTime} />
      </p>
    </>
  );
}
