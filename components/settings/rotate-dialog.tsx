'use client';

import { useState } from 'react';
import { useAction } from '#components/settings/use-action';
import { Button } from '#components/ui/button';
import { ChoiceField } from '#components/ui/choice-field';
import { Dialog } from '#components/ui/dialog';
import { rotateClientSecret } from '#lib/settings/client';
import type { ClientObject, ClientWithSecret } from '#lib/settings/client-contract';

interface RotateDialogProps {
  domain: string;
  client: ClientObject;
  onRotated: (answer: ClientWithSecret) => void;
  onClose: () => void;
}

const OVERLAPS = [
  { value: '0', label: 'No overlap: the old one leaked' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '168', label: '1 week' },
  { value: '720', label: '30 days' },
] as const;

/** Gives a client a new secret, and says how long the old one still works. */
export function RotateDialog({ domain, client, onRotated, onClose }: RotateDialogProps) {
  const [overlap, setOverlap] = useState<(typeof OVERLAPS)[number]['value']>('24');
  const isFirst = client.secrets.length === 0;
  const action = useAction();
  const rotate = () =>
    action.run(async () => onRotated(await rotateClientSecret(domain, client.clientId, Number(overlap))));
  return (
    <Dialog
      size="small"
      title={isFirst ? `Give ${client.clientId} a secret` : `Rotate the secret of ${client.clientId}`}
      description={
        isFirst
          ? 'You see it once. Its public keys go on working.'
          : 'It gets a new secret, which you see once. Both work while you change the system over; then the old one ends by itself.'
      }
      busy={action.isBusy}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" off={action.isBusy} onClick={rotate}>
            {isFirst ? 'Give it a secret' : action.isBusy ? 'Rotating…' : 'Rotate'}
          </Button>
        </>
      }
    >
      {!isFirst && (
        <ChoiceField label="The old secret works for" value={overlap} choices={OVERLAPS} onChoose={setOverlap} />
      )}
      <p className="mt-3 text-sm text-soft">
        {overlap === '0' &&
          'The old secret and every token got with it end at once: the system stands until it has the new one. '}
        {client.secrets.length > 1 && 'It has two secrets now: the older of them ends at once.'}
      </p>
      <p role="alert" className="mt-2 text-bad empty:hidden">
        {action.problem}
      </p>
    </Dialog>
  );
}
