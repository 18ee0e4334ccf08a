'use client';

import { useAction } from '#components/settings/use-action';
import { AlertDialog } from '#components/ui/alert-dialog';
import { showToast } from '#components/ui/use-toast';
import { revokeClient, revokeClientSecret } from '#lib/settings/client';
import type { ClientObject } from '#lib/settings/client-contract';

interface RevokeDialogProps {
  domain: string;
  client: ClientObject;
  /** The secret to end; null to revoke the whole client. */
  secretId: string | null;
  onRevoked: () => void;
  onClose: () => void;
}

/** Ends a secret, or a client for good, once it is clear what stops. */
export function RevokeDialog({ domain, client: { clientId }, secretId, onRevoked, onClose }: RevokeDialogProps) {
  const action = useAction();
  const confirm = () =>
    action.run(async () => {
      if (secretId === null) await revokeClient(domain, clientId);
      else await revokeClientSecret(domain, clientId, secretId);
      onRevoked();
      showToast({ tone: 'done', title: secretId === null ? `${clientId} was revoked` : 'The secret has ended' });
      onClose();
    });
  return (
    <AlertDialog
      title={secretId === null ? `Revoke ${clientId}?` : `End this secret of ${clientId} now?`}
      confirm={secretId === null ? 'Revoke for good' : 'End the secret'}
      busy={action.isBusy}
      problem={action.problem}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {secretId === null
        ? 'Whatever system uses it stops working with its next request. This cannot be undone: the id stays taken, and the system needs a new client. What it submitted stays.'
        : 'A system that still uses this secret stops working with its next request. One that uses the other secret gets a new token and goes on.'}
    </AlertDialog>
  );
}
