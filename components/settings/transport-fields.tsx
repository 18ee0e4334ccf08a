'use client';

import { TRANSPORT_WORDS, type TransportType } from '#components/settings/destination-words';
import type { DestinationValues } from '#components/settings/destination-values';
import { MllpFields } from '#components/settings/mllp-fields';
import { WebhookFields } from '#components/settings/webhook-fields';
import { ChoiceField } from '#components/ui/choice-field';
import { TextArea } from '#components/ui/text-area';
import { TextField } from '#components/ui/text-field';

type Transport = DestinationValues['transport'];
type TextKey = Exclude<keyof Transport, 'type' | 'tls' | 'keepAlive' | 'forgetsPrevious'>;

interface TransportFieldsProps {
  transport: Transport;
  /** Which credentials are stored, of the transport as it is saved. */
  stored: readonly string[];
  storedType: TransportType | null;
  problemAt: (pointer: string) => string | null;
  problemUnder: (pointer: string) => string | null;
  onChange: (transport: Transport) => void;
}

const TYPES = Object.keys(TRANSPORT_WORDS) as TransportType[];

/** How files get there, with the fields of the type that is chosen. */
export function TransportFields(props: TransportFieldsProps) {
  const { transport, stored, storedType, problemAt, problemUnder, onChange } = props;
  const { type } = transport;
  const text = (key: TextKey, label: string, hint?: string) => ({
    label,
    hint,
    value: transport[key],
    autoComplete: 'off',
    spellCheck: false,
    error: problemUnder(`/transport/${key}`),
    onChange: (event: { target: { value: string } }) => onChange({ ...transport, [key]: event.target.value }),
  });
  const kept = (key: string, what: string): string =>
    stored.includes(key) && storedType === type
      ? `${what} is stored and never shown. Leave this empty to keep it; what you type replaces it.`
      : `${what} is stored encrypted and never shown again.`;
  return (
    <>
      <ChoiceField
        label="Transport"
        hint={TRANSPORT_WORDS[type].text}
        value={type}
        error={problemAt('/transport') ?? problemAt('/transport/type')}
        choices={TYPES.map((value) => ({ value, label: TRANSPORT_WORDS[value].label }))}
        onChoose={(chosen) => onChange({ ...transport, type: chosen })}
      />
      {(type === 'MLLP' || type === 'SFTP') && (
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
          <TextField {...text('host', 'Host')} required />
          <TextField {...text('port', 'Port')} inputMode="numeric" placeholder={type === 'SFTP' ? '22' : ''} />
        </div>
      )}
      {type === 'MLLP' && <MllpFields transport={transport} text={text} kept={kept} onChange={onChange} />}
      {type === 'FHIR' && (
        <>
          <TextField {...text('baseUrl', 'Base address', 'Such as https://fhir.example/r4')} required />
          <TextArea
            {...text(
              'headers',
              'Headers',
              `One a line, as in “Authorization: Bearer …”. ${kept('headers', 'The set of headers')}`,
            )}
            className="font-mono"
          />
        </>
      )}
      {type === 'WEBHOOK' && (
        <WebhookFields
          webhook={transport}
          stored={storedType === 'WEBHOOK' ? stored : []}
          label="Address"
          required
          problemOf={(field) => problemUnder(`/transport/${field}`)}
          onChange={(changed) => onChange({ ...transport, ...changed })}
        />
      )}
      {type === 'SFTP' && (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField {...text('user', 'User')} required />
            <TextField {...text('path', 'Folder')} />
          </div>
          <TextField
            {...text(
              'hostKeySha256',
              'Host key fingerprint',
              'As ssh-keygen -lf prints it. Another key is refused for good.',
            )}
            required
            className="font-mono"
          />
          <TextField
            {...text('password', 'Password', kept('password', 'The password'))}
            type="password"
            autoComplete="new-password"
          />
          <TextArea
            {...text('privateKey', 'Private key', `PEM text, instead of a password. ${kept('privateKey', 'The key')}`)}
            className="font-mono"
          />
        </>
      )}
    </>
  );
}
