'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { afterAdded, withKey, type UnsentComment } from '#components/comments/unsent-comment';
import { useUnsentComment } from '#components/comments/use-unsent-comment';
import { useShell } from '#components/shell/shell-state';
import { Button } from '#components/ui/button';
import { Checkbox } from '#components/ui/checkbox';
import { TextArea } from '#components/ui/text-area';
import { ApiError } from '#lib/api-client';
import { addComment } from '#lib/comments/client';
import type { Comment } from '#lib/comments/contract';
import { worklistKeys } from '#lib/query-keys';

interface CommentFormProps {
  domain: string;
  appointmentId: string;
  onAdded: (comment: Comment) => void;
  /** No answer came: whether it was added is seen in the list only. */
  onDoubt: () => void;
}

/** Adds a comment. What was typed stays with its appointment while others are looked at. */
export function CommentForm({ domain, appointmentId, onAdded, onDoubt }: CommentFormProps) {
  const client = useQueryClient();
  const { onSignedOut } = useShell();
  const [unsent, change] = useUnsentComment(domain, appointmentId);
  const { text, isAlert } = unsent;
  const isBlank = text.trim() === '';
  const adding = useMutation({
    mutationFn: ({ sent, key }: { sent: UnsentComment; key: string }) =>
      addComment(domain, appointmentId, { commentText: sent.text.trim(), isAlert: sent.isAlert }, key),
    // Without a network it fails at once, and says so.
    networkMode: 'always',
    onSuccess: (added, { sent }) => {
      change((now) => afterAdded(now, sent));
      onAdded(added);
      void client.invalidateQueries({ queryKey: worklistKeys.all });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.failure === 'signed-out') onSignedOut();
      else onDoubt();
    },
  });
  const send = () => {
    if (isBlank || adding.isPending) return;
    const [sent, key] = withKey(unsent);
    change(() => sent);
    adding.mutate({ sent, key });
  };
  return (
    <form
      className="mt-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextArea
        label="Add a comment"
        hideLabel
        placeholder="Add a comment"
        rows={2}
        maxLength={20_000}
        data-own-enter
        value={text}
        onChange={(event) => change((now) => ({ ...now, text: event.target.value }))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
          event.preventDefault();
          if (!event.repeat) send();
        }}
      />
      {!isBlank && (
        <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
          <Checkbox
            label="Show as an alert"
            checked={isAlert}
            onChange={(event) => change((now) => ({ ...now, isAlert: event.target.checked }))}
          />
          <Button type="submit" disabled={adding.isPending}>
            {adding.isPending && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
            Add comment
          </Button>
        </div>
      )}
      <p role="alert" className="mt-1 flex items-start gap-1.5 text-sm text-bad empty:hidden">
        {adding.isError && !isBlank && (
          <>
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {whyNot(adding.error)}
          </>
        )}
      </p>
    </form>
  );
}

function whyNot(error: Error): string {
  const failure = error instanceof ApiError ? error.failure : 'failed';
  if (failure === 'forbidden') return 'Not added: you may not comment in this organization.';
  if (failure === 'not-found') return 'Not added: the appointment is not there any more.';
  if (failure === 'busy') return 'Not added: the server asks to wait a moment. Your words are still here.';
  if (failure === 'signed-out') return 'Not added: you were signed out. Your words are still here; try again.';
  if (failure === 'invalid' || failure === 'conflict') return `Not added: ${error.message}`;
  return 'No answer came, so it may have been added or not. Your words are still here: sent again, they are added only once.';
}
