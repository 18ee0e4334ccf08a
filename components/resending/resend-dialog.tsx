'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { v4 } from 'uuid';
import { REROUTE_TEXT, ResendForm } from '#components/resending/resend-form';
import { useAction } from '#components/settings/use-action';
import { showToast } from '#components/ui/use-toast';
import { submissionKeys } from '#lib/query-keys';
import { resendSubmission } from '#lib/resends/client';
import type { Resent } from '#lib/resends/contract';

/** What is to be sent: to one destination again, to all again, or to whom the filters of now let it pass. */
export type Resending = { kind: 'one'; destination: string } | { kind: 'all' } | { kind: 'reroute' };

interface ResendDialogProps {
  submissionId: number;
  resending: Resending;
  onClose: () => void;
}

const WORDS: Record<Resending['kind'], { title: string; text: string }> = {
  one: {
    title: 'Send it again?',
    text: 'It goes there under the identity that it had before, so a destination that has it already replaces it. It never goes after a newer version.',
  },
  all: {
    title: 'Send it to every destination again?',
    text: 'It goes to each destination that got it or failed to get it, under the identity that it had before. It never goes after a newer version.',
  },
  reroute: { title: 'Route it again?', text: REROUTE_TEXT },
};

/** Asks why, and sends a submission again. What is refused stays here with the server’s words. */
export function ResendDialog({ submissionId, resending, onClose }: ResendDialogProps) {
  const action = useAction();
  const queryClient = useQueryClient();
  // One for each reason, so that what was sent and not answered is not sent twice.
  const keys = useRef(new Map<string, string>());
  const { title, text } = WORDS[resending.kind];
  const reroute = resending.kind === 'reroute';
  const submit = (reason: string) =>
    action.run(async () => {
      const key = keys.current.get(reason) ?? v4();
      keys.current.set(reason, key);
      const destinations = resending.kind === 'one' ? [resending.destination] : undefined;
      const answer = await resendSubmission(submissionId, { reason, reroute, destinations }, key);
      await queryClient.invalidateQueries({ queryKey: submissionKeys.open });
      showToast({ tone: 'done', ...tell(answer) });
      onClose();
    });
  return (
    <ResendForm
      title={resending.kind === 'one' ? `Send it to ${resending.destination} again?` : title}
      reroute={reroute}
      busy={action.isBusy}
      problem={action.problem}
      onConfirm={submit}
      onClose={onClose}
    >
      {text}
    </ResendForm>
  );
}

function tell({ queued, notQueued }: Resent): { title: string; text?: string } {
  const title = `Waits to be sent to ${queued.map(({ destination }) => destination).join(', ')}`;
  if (notQueued.length === 0) return { title };
  return { title, text: notQueued.map(({ destination, reason }) => `Not to ${destination}: ${reason}`).join(' ') };
}
