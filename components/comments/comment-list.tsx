'use client';

import { TriangleAlert } from 'lucide-react';
import { CommentForm } from '#components/comments/comment-form';
import type { Commented, Comments } from '#components/comments/use-comments';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { PaneAnswer } from '#components/ui/pane-answer';
import { PaneSection } from '#components/ui/pane-section';
import { Skeleton } from '#components/ui/skeleton';
import type { Comment } from '#lib/comments/contract';

interface CommentListProps {
  appointment: Commented;
  comments: Comments;
  heading?: 'h2' | 'h3';
}

/** What was said about an appointment but for its alerts, and a place to say more. */
export function CommentList({ appointment, comments, heading }: CommentListProps) {
  const { domain, appointmentId } = appointment;
  const others = comments.data?.filter(({ isAlert }) => !isAlert) ?? [];
  return (
    <PaneSection title="Comments" count={others.length} heading={heading}>
      <PaneAnswer name="comments" query={comments}>
        {() => (
          <ul className="space-y-2.5">
            {others.map((comment) => (
              <li key={comment.guid} className="border-l-2 border-line pl-3">
                <Said comment={comment} />
              </li>
            ))}
          </ul>
        )}
      </PaneAnswer>
      <CommentForm
        key={`${domain}/${appointmentId}`}
        domain={domain}
        appointmentId={appointmentId}
        onAdded={(comment) => void comments.put(comment)}
        onDoubt={() => void comments.refetch()}
      />
    </PaneSection>
  );
}

/** Alerts on an appointment, to stand before everything else. `isExpected`: the desk was told that there is one. */
export function AlertList({ comments, isExpected = false }: { comments: Comments; isExpected?: boolean }) {
  const { data, error, refetch } = comments;
  if (data === undefined && !isExpected) return null;
  if (data === undefined && !error) return <Skeleton className="h-14 w-full" />;
  if (data === undefined) {
    return (
      <AlertFrame>
        <p>There is an alert, and it could not be loaded.</p>
        <Button className="mt-1.5" onClick={() => void refetch()}>
          Try again
        </Button>
      </AlertFrame>
    );
  }
  return data
    .filter(({ isAlert }) => isAlert)
    .map((alert) => (
      <AlertFrame key={alert.guid}>
        <Said comment={alert} />
      </AlertFrame>
    ));
}

function AlertFrame({ children }: { children: React.ReactNode }) {
  return (
    <section aria-label="Alert" className="rounded-md border border-warn px-3 py-2">
      <p className="flex items-center gap-1.5 text-sm font-semibold text-warn">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        Alert
      </p>
      {children}
    </section>
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
