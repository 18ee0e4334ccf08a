'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Checkbox } from '#components/ui/checkbox';
import { TextArea } from '#components/ui/text-area';
import { ApiError } from '#lib/api-client';
import { addComment } from '#lib/comments/client';
import type { Comment } from '#lib/comments/contract';
import { appointmentKeys, worklistKeys } from '#lib/query-keys';

interface CommentFormProps {
  domain: string;
  appointmentId: string;
  onAdded: (comment: Comment) => void;
}

/** What is being typed, and the key under which it is sent: the same words sent twice are one comment. */
interface Unsent {
  text: string;
  isAlert: boolean;
  idempotencyKey: string;
}

const unsentKey = (domain: string, appointmentId: string) =>
  [...appointmentKeys.comments(domain, appointmentId), 'unsent'] as const;

/** Adds a comment. What was typed stays with its appointment while others are looked at. */
export function CommentForm({ domain, appointmentId, onAdded }: CommentFormProps) {
  const client = useQueryClient();
  const key = unsentKey(domain, appointmentId);
  const [unsent, setUnsent] = useState<Unsent>(
    () => client.getQueryData<Unsent>(key) ?? { text: '', isAlert: false, idempotencyKey: crypto.randomUUID() },
  );
  const keep = (changed: Partial<Unsent>) => {
    const next = { ...unsent, idempotencyKey: crypto.randomUUID(), ...changed };
    setUnsent(next);
    client.setQueryData(key, next);
  };
  const sending = useMutation({
    mutationFn: () =>
      addComment(
        domain,
        appointmentId,
        { commentText: unsent.text.trim(), isAlert: unsent.isAlert },
        unsent.idempotencyKey,
      ),
    onSuccess: (added) => {
      keep({ text: '', isAlert: false });
      onAdded(added);
      void client.invalidateQueries({ queryKey: worklistKeys.all });
    },
  });
  const send = () => {
    if (unsent.text.trim() !== '' && !sending.isPending) sending.mutate();
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
        value={unsent.text}
        onChange={(event) => keep({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      {unsent.text.trim() !== '' && (
        <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
          <Checkbox
            label="Show as an alert"
            checked={unsent.isAlert}
            onChange={(event) => keep({ isAlert: event.target.checked })}
          />
          <Button type="submit" disabled={sending.isPending}>
            {sending.isPending && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
            Add comment
          </Button>
        </div>
      )}
      <p role="alert" className="mt-1 flex items-start gap-1.5 text-sm text-bad empty:hidden">
        {sending.isError && (
          <>
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {whyNot(sending.error)}
          </>
        )}
      </p>
    </form>
  );
}

function whyNot(error: Error): string {
  const failure = error instanceof ApiError ? error.failure : 'failed';
  if (failure === 'offline') return 'Not added: the server cannot be reached. Your words are still here; try again.';
  if (failure === 'forbidden') return 'Not added: you may not comment in this organization.';
  return 'Not added: the server failed. Your words are still here; try again.';
}
