'use client';

import type { DestinationValues } from '#components/settings/destination-values';
import { Checkbox } from '#components/ui/checkbox';
import { TextArea } from '#components/ui/text-area';
import { TextField } from '#components/ui/text-field';

type Transport = DestinationValues['transport'];

/** A field of text of the transport, with its label and hint. */
export interface TransportText {
  label: string;
  hint?: string | undefined;
  value: string;
  error: string | null;
  onChange: (event: { target: { value: string } }) => void;
}

interface MllpFieldsProps {
  transport: Transport;
  text: (
    key: 'ackTimeoutSeconds' | 'authority' | 'clientCertificate' | 'privateKey',
    label: string,
    hint?: string,
  ) => TransportText;
  /** What becomes of a credential that is left empty. */
  kept: (key: string, what: string) => string;
  onChange: (transport: Transport) => void;
}

/** How an MLLP listener is spoken to, and what TLS needs. */
export function MllpFields({ transport, text, kept, onChange }: MllpFieldsProps) {
  return (
    <>
      <TextField
        {...text(
          'ackTimeoutSeconds',
          'Seconds to wait for an acknowledgement',
          'Then the attempt counts as failed and is retried.',
        )}
        inputMode="numeric"
      />
      <Checkbox
        label="Keep the connection"
        hint="Off: each message gets a connection of its own, for listeners that want that."
        checked={transport.keepAlive}
        onChange={(event) => onChange({ ...transport, keepAlive: event.target.checked })}
      />
      <Checkbox
        label="TLS"
        hint="The listener’s certificate must be valid for its host."
        checked={transport.tls}
        onChange={(event) => onChange({ ...transport, tls: event.target.checked })}
      />
      {transport.tls && (
        <>
          <TextArea
            {...text(
              'authority',
              'Authority',
              'PEM text of whoever signs the listener’s certificate. Empty: the authorities that the system trusts.',
            )}
            className="font-mono"
          />
          <TextArea
            {...text(
              'clientCertificate',
              'Client certificate',
              'PEM text, for a listener that asks for one, with those between it and its authority.',
            )}
            className="font-mono"
          />
          <TextArea
            {...text(
              'privateKey',
              'Private key',
              `PEM text, of the client certificate. ${kept('privateKey', 'The key')}`,
            )}
            className="font-mono"
          />
        </>
      )}
    </>
  );
}
