'use client';

import { ConflictNotice } from '#components/settings/conflict-notice';
import { Refusal } from '#components/settings/form-footer';
import { CheckList } from '#components/settings/check-list';
import { numberOf } from '#components/settings/organization-values';
import { ALL_SCOPES, SCOPE_WORDS } from '#components/settings/scope-words';
import { useObjectForm } from '#components/settings/use-object-form';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { TextField } from '#components/ui/text-field';
import { showToast } from '#components/ui/use-toast';
import { createClient, listClients, updateClient } from '#lib/settings/client';
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
}

const LABELS = { domains: 'Domains', scopes: 'Scopes', sender: 'Sends as', rateLimitPerMinute: 'Requests a minute' };
const FORM = 'client';

const toValues = ({ clientId, domains, scopes, sender, rateLimitPerMinute }: ClientObject): Values => ({
  clientId,
  domains,
  scopes,
  sender,
  rateLimitPerMinute: String(rateLimitPerMinute),
});

/** Creates a client, or changes what one may do. */
export function ClientDialog({ domain, domains, client, onCreated, onSaved, onClose }: ClientDialogProps) {
  const empty: Values = { clientId: '', domains: [domain], scopes: [], sender: 'partner', rateLimitPerMinute: '600' };
  const form = useObjectForm({
    stored: client,
    toValues: (stored: ClientObject | null) => (stored ? toValues(stored) : empty),
    save: async ({ clientId, rateLimitPerMinute, ...rest }, stored) => {
      // Not a number goes as it is: the server says so at the field.
      const body = { ...rest, rateLimitPerMinute: (numberOf(rateLimitPerMinute) ?? '') as number };
      if (stored === null) {
        const answer = await createClient(domain, { clientId, ...body });
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
  const { values, set, problemAt, problemUnder, conflict } = form;
  return (
    <Dialog
      title={client ? `Change ${client.clientId}` : 'Create a client'}
      description={client ? undefined : 'You see its secret once, right after.'}
      busy={form.isSaving}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM}
            look="main"
            disabled={form.isSaving || conflict !== null || (client !== null && !form.isChanged)}
          >
            {form.isSaving ? 'Saving…' : client ? 'Save' : 'Create'}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        {conflict && <ConflictNotice form={form} labels={LABELS} />}
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
          <TextField
            label={LABELS.sender}
            autoComplete="off"
            hint="A sender of the organization; history shows it."
            value={values.sender}
            error={problemAt('/sender')}
            onChange={(event) => set({ sender: event.target.value })}
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
        <Refusal form={form} />
      </form>
    </Dialog>
  );
}
