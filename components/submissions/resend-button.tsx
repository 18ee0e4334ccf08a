'use client';

import { RotateCw, Split } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useShell } from '#components/shell/shell-state';
import type { Resending } from '#components/submissions/resend-dialog';
import { Button } from '#components/ui/button';
import type { Submission } from '#lib/submissions/contract';

const ResendDialog = dynamic(async () => (await import('#components/submissions/resend-dialog')).ResendDialog);

interface ResendButtonProps {
  submission: Submission;
  resending: Resending;
}

const LABELS: Record<Resending['kind'], string> = { one: 'Send again', all: 'Send all again', reroute: 'Route again' };

/** Sends a submission again, for administrators of its sender; nothing for others. */
export function ResendButton({ submission, resending }: ResendButtonProps) {
  const { viewer } = useShell();
  const [isAsked, setAsked] = useState(false);
  const sender = submission.sender.split('.')[0];
  const roles = viewer.organizations.find(({ name }) => name === sender)?.roles ?? [];
  if (!roles.includes('admin') && !roles.includes('platform admin')) return null;
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
