'use client';

import type { WebhookValues } from '#components/settings/webhook-values';
import { Checkbox } from '#components/ui/checkbox';
import { TextField } from '#components/ui/text-field';

interface WebhookFieldsProps {
  webhook: WebhookValues;
  /** Which secrets are stored. */
  stored: readonly string[];
  label: string;
  hint?: string;
  required?: boolean;
  problemOf: (field: 'url' | 'secret' | 'previousSecret') => string | null;
  onChange: (changed: Partial<WebhookValues>) => void;
}

/** Where messages are posted to, and what signs them. */
export function WebhookFields(props: WebhookFieldsProps) {
  const { webhook, stored, label, hint, required, problemOf, onChange } = props;
  const text = (key: 'url' | 'secret' | 'previousSecret') => ({
    value: webhook[key],
    autoComplete: key === 'url' ? 'off' : 'new-password',
    spellCheck: false,
    error: problemOf(key),
    onChange: (event: { target: { value: string } }) => onChange({ [key]: event.target.value }),
  });
  const kept = (key: string, what: string): string =>
    stored.includes(key)
      ? `${what} is stored and never shown. Leave this empty to keep it; what you type replaces it.`
      : `${what} is stored encrypted and never shown again.`;
  return (
    <>
      <TextField {...text('url')} label={label} hint={hint} required={required} />
      <TextField {...text('secret')} label="Signing secret" hint={kept('secret', 'The secret')} type="password" />
      <TextField
        {...text('previousSecret')}
        label="Secret before it"
        hint={`While receivers change over to a new secret, what is sent is signed with both. ${kept('previousSecret', 'It')}`}
        type="password"
        disabled={webhook.forgetsPrevious}
      />
      {stored.includes('previousSecret') && (
        <Checkbox
          label="Forget the secret before it"
          hint="Every receiver has the new one: what is sent is signed with that alone."
          checked={webhook.forgetsPrevious}
          onChange={(event) => onChange({ forgetsPrevious: event.target.checked })}
        />
      )}
    </>
  );
}
