'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { v4 } from 'uuid';
import { PaneSection } from '#components/editor/pane-section';
import { useReport } from '#components/editor/report-context';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { TextArea } from '#components/ui/text-area';
import { addComment, listComments } from '#lib/comments/client';
import type { Comment } from '#lib/comments/contract';
import { appointmentKeys } from '#lib/query-keys';

const ASK_MS = 60_000;

/** What was said about the appointment, and a place to say more. */
export function CommentList() {
  const { domain, appointmentId } = useReport();
  const comments = useQuery({
    queryKey: appointmentKeys.comments(domain, appointmentId),
    queryFn: ({ signal }) => listComments(domain, appointmentId, signal),
    refetchInterval: ASK_MS,
  });
  return (
    <PaneSection title="Comments" query={comments} empty="Nobody has said anything about it yet.">
      <ul className="mt-1 space-y-2">
        {comments.data?.map((comment) => (
          <li key={comment.guid} className={comment.isAlert ? 'border-l-2 border-warn pl-2' : ''}>
            {comment.isAlert && (
              <p className="inline-flex items-center gap-1 text-sm font-medium text-warn">
                <TriangleAlert aria-hidden className="size-3.5" />
                Alert
              </p>
            )}
            <p className="break-words whitespace-pre-line">{comment.commentText}</p>
            <p className="text-sm text-soft">
              {comment.addedBy} · <Time at={comment.commentDateTime} />
            </p>
          </li>
        ))}
      </ul>
      <NewComment />
    </PaneSection>
  );
}

function NewComment() {
  const { domain, appointmentId } = useReport();
  const queryClient = useQueryClient();
  const [words, setWords] = useState('');
  // One key for one comment, however often it is sent: a lost answer adds no second one.
  const [key, setKey] = useState(() => v4());
  const adding = useMutation({
    mutationFn: () => addComment(domain, appointmentId, { commentText: words }, key),
    onSuccess: (added) => {
      setWords('');
      setKey(v4());
      queryClient.setQueryData<Comment[]>(appointmentKeys.comments(domain, appointmentId), (before = []) => [
        ...before.filter(({ guid }) => guid !== added.guid),
        added,
      ]);
    },
  });
  return (
    <form
      className="mt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '' && !adding.isPending) adding.mutate();
      }}
    >
      <TextArea
        label="New comment"
        hideLabel
        rows={2}
        maxLength={20_000}
        placeholder="Say something about it to everybody who sees it"
        value={words}
        error={adding.isError ? 'It was not added. Try again.' : null}
        onChange={(event) => setWords(event.target.value)}
      />
      {words.trim() !== '' && (
        <Button type="submit" disabled={adding.isPending} className="mt-2">
          Add the comment
        </Button>
      )}
    </form>
  );
}
