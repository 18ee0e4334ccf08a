'use client';

import { keyKind, keyName } from '#components/settings/key-words';
import { useAction } from '#components/settings/use-action';
import { AlertDialog } from '#components/ui/alert-dialog';
import { showToast } from '#components/ui/use-toast';
import { revokeClient, revokeClientKey, revokeClientSecret } from '#lib/settings/client';
import type { ClientObject, PublicKeyObject } from '#lib/settings/client-contract';

/** What of a client is to end: all of it, for good, or one way in. */
export type Revoked = { kind: 'client' } | { kind: 'secret'; secretId: string } | { kind: 'key'; key: PublicKeyObject };

interface RevokeDialogProps {
  domain: string;
  client: ClientObject;
  revoked: Revoked;
  onRevoked: () => void;
  onClose: () => void;
}

interface Words {
  title: string;
  confirm: string;
  text: string;
  done: string;
}

function wordsFor(clientId: string, revoked: Revoked): Words {
  switch (revoked.kind) {
    case 'client':
      return {
        title: `Revoke ${clientId}?`,
        confirm: 'Revoke for good',
        text: 'Whatever system uses it stops working with its next request. This cannot be undone: the id stays taken, and the system needs a new client. What it submitted stays.',
        done: `${clientId} was revoked`,
      };
    case 'secret':
      return {
        title: `End this secret of ${clientId} now?`,
        confirm: 'End the secret',
        text: 'A system that still uses this secret stops working with its next request. One that uses another secret or key gets a new token and goes on.',
        done: 'The secret has ended',
      };
    case 'key':
      return {
        title: `Remove the public key ${keyName(revoked.key)} of ${clientId}?`,
        confirm: 'Remove the key',
        text: `A system that still signs with its private half (${keyKind(revoked.key)}) stops working with its next request. One that uses another key or secret gets a new token and goes on.`,
        done: 'The key was removed',
      };
    default:
      return revoked satisfies never;
  }
}

/** Ends a way in, or a client for good, once it is clear what stops. */
export function RevokeDialog({ domain, client: { clientId }, revoked, onRevoked, onClose }: RevokeDialogProps) {
  const action = useAction();
  const { title, confirm, text, done } = wordsFor(clientId, revoked);
  const revoke = () =>
    action.run(async () => {
      if (revoked.kind === 'client') await revokeClient(domain, clientId);
      else if (revoked.kind === 'secret') await revokeClientSecret(domain, clientId, revoked.secretId);
      else await revokeClientKey(domain, clientId, revoked.key.thumbprint);
      onRevoked();
      showToast({ tone: 'done', title: done });
      onClose();
    });
  return (
    <AlertDialog
      title={title}
      confirm={confirm}
      busy={action.isBusy}
      problem={action.problem}
      onConfirm={revoke}
      onCancel={onClose}
    >
      {text}
    </AlertDialog>
  );
}
