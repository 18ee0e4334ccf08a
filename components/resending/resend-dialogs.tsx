'use client';

import { ResendChosenDialog } from '#components/resending/resend-chosen-dialog';
import type { ResendRun } from '#components/resending/resend-run';
import { ResendRunDialog } from '#components/resending/resend-run-dialog';
import type { ListedSubmission } from '#lib/submissions/contract';

interface ResendDialogsProps {
  organization: string;
  chosen: ListedSubmission[];
  /** What is asked about the chosen; null: nothing. */
  asked: 'resend' | 'reroute' | null;
  onAnswered: () => void;
  /** What is being sent again here; null: nothing. */
  run: ResendRun | null;
  /** `rest`: submissions that nothing was asked for. */
  onRunClosed: (rest: number[]) => void;
}

/** The question and what comes of it, loaded together: one takes the other's place before a second click can miss both. */
export function ResendDialogs({ organization, chosen, asked, onAnswered, run, onRunClosed }: ResendDialogsProps) {
  return (
    <>
      {asked !== null && (
        <ResendChosenDialog
          organization={organization}
          chosen={chosen}
          reroute={asked === 'reroute'}
          onClose={onAnswered}
        />
      )}
      {run && <ResendRunDialog run={run} onClose={onRunClosed} />}
    </>
  );
}
