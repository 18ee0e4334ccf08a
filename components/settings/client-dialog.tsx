'use client';

import { useQuery } from '@tanstack/react-query';
import { CheckList } from '#components/settings/check-list';
import { KEYS_HINT, keysOrRefusal } from '#components/settings/key-words';
import { ObjectDialog } from '#components/settings/object-dialog';
import { numberOf } from '#components/settings/organization-values';
import { ALL_SCOPES, SCOPE_WORDS } from '#components/settings/scope-words';
import { useObjectForm } from '#components/settings/use-object-form';
import { ChoiceField } from '#components/ui/choice-field';
import { TextArea } from '#components/ui/text-area';
import { TextField } from '#components/ui/text-field';
import { showToast } from '#components/ui/use-toast';
import { settingsKeys } from '#lib/query-keys';
import { createClient, listClients, listSenders, updateClient } from '#lib/settings/client';
import type { ClientObject, ClientWithSecret } from '#lib/settings/client-contract';

interface ClientDialogProps {
  domain: string;
  /** The domains that can be chosen: those that the viewer administers. */
  domains: readonly string[];
  /** null for a new one. */
  client: ClientObject | null;
  onCreated: (answer: ClientWithSecret) => void;
  onSaved: () => void;
  onClose: () => void;
}

interface Values {
  clientId: string;
  domains: string[];
  scopes: ClientObject['scopes'];
  sender: string;
  rateLimitPerMinute: string;
  /** What a new one proves itself with. */
  proof: 'secret' | 'key';
  jwks: string;
}

const LABELS = { domains: 'Domains', scopes: 'Scopes', sender: 'Sends as', rateLimitPerMinute: 'Requests a minute' };

const toValues = ({ clientId, domains, scopes, sender, rateLimitPerMinute }: ClientObject): Values => ({
  clientId,
  domains,
  scopes,
  sender,
  rateLimitPerMinute: String(rateLimitPerMinute),
  proof: 'secret',
  jwks: '',
});

/** Creates a client, or changes what one may do. */
export function ClientDialog({ domain, domains, client, onCreated, onSaved, onClose }: ClientDialogProps) {
  const empty: Values = {
    clientId: '',
    domains: [domain],
    scopes: [],
    sender: 'partner',
    rateLimitPerMinute: '600',
    proof: 'secret',
    jwks: '',
  };
  const form = useObjectForm({
    stored: client,
    toValues: (stored: ClientObject | null) => (stored ? toValues(stored) : empty),
    save: async ({ clientId, rateLimitPerMinute, proof, jwks, ...rest }, stored) => {
      // Not a number goes as it is: the server says so at the field.
      const body = { ...rest, rateLimitPerMinute: (numberOf(rateLimitPerMinute) ?? '') as number };
      if (stored === null) {
        const own = proof === 'key' ? { jwks: { keys: keysOrRefusal(jwks, '/jwks/keys') } } : {};
        const answer = await createClient(domain, { clientId, ...body, ...own });
        onCreated(answer);
        return answer.client;
      }
      const now = await updateClient(domain, stored, body);
      onSaved();
      showToast({ tone: 'done', title: `${clientId} was changed`, text: 'It counts with its next request.' });
      onClose();
      return now;
    },
    reload: async () => (await listClients(domain)).find(({ clientId }) => clientId === client?.clientId) ?? client,
  });
  const { values, set, problemAt, problemUnder } = form;
  return (
    <ObjectDialog
      title={client ? `Change ${client.clientId}` : 'Create a client'}
      description={client ? undefined : 'A client is one system that calls the API.'}
      form={form}
      labels={LABELS}
      save={client ? 'Save' : 'Create'}
      saving="Saving…"
      needsChange={client !== null}
      onClose={onClose}
    >
      {client === null && (
        <TextField
          label="Client id"
          required
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          hint={`A name for the system, such as ${domain}-ris. It cannot be changed later.`}
          value={values.clientId}
          error={problemAt('/clientId')}
          onChange={(event) => set({ clientId: event.target.value })}
        />
      )}
      <CheckList
        legend="Scopes"
        entries={ALL_SCOPES.map((scope) => ({ value: scope, label: scope, hint: SCOPE_WORDS[scope] }))}
        chosen={values.scopes}
        error={problemUnder('/scopes')}
        onChange={(scopes) => set({ scopes })}
      />
      {(domains.length > 1 || values.domains.length > 1 || problemUnder('/domains') !== null) && (
        <CheckList
          legend="Domains"
          entries={[...new Set([...domains, ...values.domains])].map((name) => ({ value: name, label: name }))}
          chosen={values.domains}
          error={problemUnder('/domains')}
          onChange={(chosen) => set({ domains: chosen })}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <SenderField
          domain={domain}
          label={LABELS.sender}
          value={values.sender}
          error={problemAt('/sender')}
          onChoose={(sender) => set({ sender })}
        />
        <TextField
          label={LABELS.rateLimitPerMinute}
          inputMode="numeric"
          hint="Beyond it requests are answered with 429."
          value={values.rateLimitPerMinute}
          error={problemAt('/rateLimitPerMinute')}
          onChange={(event) => set({ rateLimitPerMinute: event.target.value })}
        />
      </div>
      {client === null && (
        <ChoiceField
          label="Proves itself with"
          hint={
            values.proof === 'secret'
              ? 'You see it once, right after.'
              : 'No secret then: it signs assertions (RFC 7523).'
          }
          value={values.proof}
          choices={[
            { value: 'secret', label: 'A secret made here' },
            { value: 'key', label: 'A key of its own' },
          ]}
          onChoose={(proof) => set({ proof })}
        />
      )}
      {client === null && values.proof === 'key' && (
        <TextArea
          label="Public key (JWK or JWK Set)"
          required
          rows={6}
          spellCheck={false}
          autoComplete="off"
          className="font-mono text-sm"
          hint={KEYS_HINT}
          value={values.jwks}
          error={problemUnder('/jwks/keys')}
          onChange={(event) => set({ jwks: event.target.value })}
        />
      )}
    </ObjectDialog>
  );
}

interface SenderFieldProps {
  domain: string;
  label: string;
  value: string;
  error: string | null;
  onChoose: (sender: string) => void;
}

/** One of the organization's senders; what was chosen stays in the list while that is on its way. */
function SenderField({ domain, value, ...field }: SenderFieldProps) {
  const senders = useQuery({
    queryKey: settingsKeys.senders(domain),
    queryFn: ({ signal }) => listSenders(domain, signal),
  });
  const names = new Set([...(senders.data ?? []).map(({ name }) => name), value]);
  return (
    <ChoiceField
      {...field}
      hint="History shows it; each domain needs it."
      value={value}
      choices={[...names].sort().map((name) => ({ value: name, label: name }))}
    />
  );
}
