'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useAction } from '#components/settings/use-action';
import { ReasonDialog } from '#components/ui/reason-dialog';
import { showToast } from '#components/ui/use-toast';
import { ProblemLine } from '#components/ui/problem-line';
import { submissionKeys } from '#lib/query-keys';
import { resendSubmission } from '#lib/delivery/client';
import type { Resent } from '#lib/resends/contract';

/** What is to be sent: to one destination again, to all again, or to whom the filters of now let it pass. */
export type Resending = { kind: 'one'; destination: string } | { kind: 'all' } | { kind: 'reroute' };

interface ResendDialogProps {
  submissionId: number;
  resending: Resending;
  onClose: () => void;
}

const WORDS: Record<Resending['kind'], { title: string; confirm: string; text: string }> = {
  one: {
    title: 'Send it again?',
    confirm: 'Send again',
    text: 'It goes there under the identity that it had before, so a destination that has it already replaces it. It never goes after a newer version.',
  },
  all: {
    title: 'Send it to every destination again?',
    confirm: 'Send again',
    text: 'It goes to each destination that got it or failed to get it, under the identity that it had before. It never goes after a newer version.',
  },
  reroute: {
    title: 'Route it again?',
    confirm: 'Route again',
    text: 'The filters of now decide anew about what they had removed, and about destinations that it did not meet. Where they let it pass it is sent; the earlier verdict stays on this page.',
  },
};

/** Asks why, and sends a submission again. What is refused stays here with the server’s words. */
export function ResendDialog({ submissionId, resending, onClose }: ResendDialogProps) {
  const action = useAction();
  const queryClient = useQueryClient();
  const { title, confirm, text } = WORDS[resending.kind];
  const submit = (reason: string) =>
    action.run(async () => {
      const destinations = resending.kind === 'one' ? [resending.destination] : undefined;
      const answer = await resendSubmission(submissionId, {
        reason,
        reroute: resending.kind === 'reroute',
        ...(destinations ? { destinations } : {}),
      });
      await queryClient.invalidateQueries({ queryKey: submissionKeys.open });
      showToast({ tone: 'done', ...tell(answer) });
      onClose();
    });
  return (
    <ReasonDialog
      title={resending.kind === 'one' ? `Send it to ${resending.destination} again?` : title}
      hint="Kept in the audit, under your name."
      missing="Say why: it is kept for whoever asks later."
      confirm={confirm}
      busy={action.isBusy}
      failure={<ProblemLine problem={action.problem} />}
      onConfirm={submit}
      onClose={onClose}
    >
      {text}
    </ReasonDialog>
  );
}

function tell({ queued, notQueued }: Resent): { title: string; text?: string } {
  const title = `Waits to be sent to ${queued.map(({ destination }) => destination).join(', ')}`;
  if (notQueued.length === 0) return { title };
  return { title, text: notQueued.map(({ destination, reason }) => `Not to ${destination}: ${reason}`).join(' ') };
}
