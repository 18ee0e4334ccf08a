'use client';

import { useAction } from '#components/settings/use-action';
import { AlertDialog } from '#components/ui/alert-dialog';
import { ReasonDialog } from '#components/ui/reason-dialog';
import { showToast } from '#components/ui/use-toast';
import { ProblemLine } from '#components/ui/problem-line';
import { activateDestination, pauseDestination } from '#lib/settings/client';
import type { DestinationObject } from '#lib/settings/destination-contract';

interface PauseDialogProps {
  domain: string;
  destination: DestinationObject;
  onDone: () => void;
  onClose: () => void;
}

/** Pauses a destination for a reason, or activates it, once it is clear what that does to reports. */
export function PauseDialog({ domain, destination, onDone, onClose }: PauseDialogProps) {
  const { name, settings, health } = destination;
  const action = useAction();
  const isInactive = settings.customerStatus === 'inactive';
  const run = (change: () => Promise<unknown>, title: string) =>
    action.run(async () => {
      await change();
      onDone();
      showToast({ tone: 'done', title });
      onClose();
    });
  if (isInactive || health.paused) {
    return (
      <AlertDialog
        title={`Activate ${name}?`}
        confirm="Activate"
        look="main"
        busy={action.isBusy}
        problem={action.problem}
        onConfirm={() => run(() => activateDestination(domain, name), `${name} is active`)}
        onCancel={onClose}
      >
        {isInactive
          ? 'It gets reports from the next one on, and files that were waiting are sent. Reports accepted while it was inactive do not go there by themselves.'
          : 'The files that wait are sent, each report’s in its order.'}
      </AlertDialog>
    );
  }
  return (
    <ReasonDialog
      title={`Pause ${name}?`}
      hint="Shown beside the destination and kept in the audit, under your name."
      missing="Say why: it is shown to whoever wonders why files wait."
      confirm="Pause"
      busy={action.isBusy}
      failure={<ProblemLine problem={action.problem} />}
      onConfirm={(reason) => run(() => pauseDestination(domain, name, reason), `${name} is paused`)}
      onClose={onClose}
    >
      Nothing is sent there until it is activated. Reports go on being routed to it; their files wait, withdrawals too,
      and none is lost.
    </ReasonDialog>
  );
}
