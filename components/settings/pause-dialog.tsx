'use client';

import { useAction } from '#components/settings/use-action';
import { AlertDialog } from '#components/ui/alert-dialog';
import { showToast } from '#components/ui/use-toast';
import { activateDestination, pauseDestination } from '#lib/settings/client';
import type { DestinationObject } from '#lib/settings/destination-contract';

interface PauseDialogProps {
  domain: string;
  destination: DestinationObject;
  onDone: () => void;
  onClose: () => void;
}

/** Pauses or activates a destination, once it is clear what that does to reports. */
export function PauseDialog({ domain, destination: { name, settings }, onDone, onClose }: PauseDialogProps) {
  const action = useAction();
  const isPaused = settings.customerStatus === 'inactive';
  const confirm = () =>
    action.run(async () => {
      await (isPaused ? activateDestination(domain, name) : pauseDestination(domain, name));
      onDone();
      showToast({ tone: 'done', title: isPaused ? `${name} is active` : `${name} is paused` });
      onClose();
    });
  return (
    <AlertDialog
      title={isPaused ? `Activate ${name}?` : `Pause ${name}?`}
      confirm={isPaused ? 'Activate' : 'Pause'}
      look={isPaused ? 'main' : 'danger'}
      busy={action.isBusy}
      problem={action.problem}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {isPaused
        ? 'It gets reports from the next one on, and files that were waiting are sent. Reports accepted while it was paused do not go there by themselves.'
        : 'Reports accepted while it is paused do not go there, not later either. Files that wait now wait on and are sent once it is active again. Withdrawals still go there.'}
    </AlertDialog>
  );
}
