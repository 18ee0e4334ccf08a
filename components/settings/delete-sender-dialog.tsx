'use client';

import { useAction } from '#components/settings/use-action';
import { AlertDialog } from '#components/ui/alert-dialog';
import { showToast } from '#components/ui/use-toast';
import { deleteSender } from '#lib/settings/client';

interface DeleteSenderDialogProps {
  domain: string;
  name: string;
  onDeleted: () => void;
  onClose: () => void;
}

/** Deletes a sender, once it is clear what stays of it. */
export function DeleteSenderDialog({ domain, name, onDeleted, onClose }: DeleteSenderDialogProps) {
  const action = useAction();
  const confirm = () =>
    action.run(async () => {
      await deleteSender(domain, name);
      onDeleted();
      showToast({ tone: 'done', title: `${name} was deleted` });
      onClose();
    });
  return (
    <AlertDialog
      title={`Delete ${name}?`}
      confirm="Delete the sender"
      busy={action.isBusy}
      problem={action.problem}
      onConfirm={confirm}
      onCancel={onClose}
    >
      Nobody sends as it any more. What came from it stays in history under this name, and filters that ask for the name
      find nothing new.
    </AlertDialog>
  );
}
