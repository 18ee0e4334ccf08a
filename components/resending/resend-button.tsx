'use client';

import { RotateCw, Split } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMayResend } from '#components/resending/may-resend';
import type { Resending } from '#components/resending/resend-dialog';
import { Button } from '#components/ui/button';
import type { Submission } from '#lib/submissions/contract';

const ResendDialog = dynamic(async () => (await import('#components/resending/resend-dialog')).ResendDialog, {
  ssr: false,
  loading: () => null,
});

interface ResendButtonProps {
  submission: Submission;
  resending: Resending;
}

const LABELS: Record<Resending['kind'], string> = { one: 'Send again', all: 'Send all again', reroute: 'Route again' };

/** Sends a submission again, for administrators of its sender; nothing for others. */
export function ResendButton({ submission, resending }: ResendButtonProps) {
  const [isAsked, setAsked] = useState(false);
  const mayResend = useMayResend(submission.sender.split('.')[0] ?? '');
  if (!mayResend) return null;
  const Icon = resending.kind === 'reroute' ? Split : RotateCw;
  return (
    <>
      <Button
        onClick={() => setAsked(true)}
        aria-label={resending.kind === 'one' ? `Send to ${resending.destination} again` : undefined}
      >
        <Icon aria-hidden className="size-4" />
        {LABELS[resending.kind]}
      </Button>
      {isAsked && (
        <ResendDialog submissionId={submission.submissionId} resending={resending} onClose={() => setAsked(false)} />
      )}
    </>
  );
}
