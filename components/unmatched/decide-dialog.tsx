'use client';

import type { ReactNode } from 'react';
import { useAction } from '#components/settings/use-action';
import { ReasonDialog } from '#components/ui/reason-dialog';
import { ProblemLine } from '#components/ui/problem-line';
import { ApiError } from '#lib/api-client';

interface DecideDialogProps {
  title: string;
  children: ReactNode;
  confirm: string;
  decide: (reason: string) => Promise<void>;
  /** The item is not on the list any more. */
  onGone: () => void;
  onDone: () => void;
  onClose: () => void;
}

/** Asks for the reason of a decision about an item, and makes it. What is refused stays here with the server's words. */
export function DecideDialog({ title, children, confirm, decide, onGone, onDone, onClose }: DecideDialogProps) {
  const action = useAction();
  const submit = (reason: string) =>
    action.run(async () => {
      try {
        await decide(reason);
      } catch (error) {
        if (!(error instanceof ApiError && error.failure === 'not-found')) throw error;
        return onGone();
      }
      onDone();
    });
  return (
    <ReasonDialog
      title={title}
      hint="Kept with the decision, under your name."
      missing="Say why: it is kept for whoever asks later."
      confirm={confirm}
      busy={action.isBusy}
      failure={<ProblemLine problem={action.problem} />}
      onConfirm={submit}
      onClose={onClose}
    >
      {children}
    </ReasonDialog>
  );
}
