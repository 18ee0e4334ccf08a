'use client';

import { KEYS_HINT, keysOrRefusal } from '#components/settings/key-words';
import { ObjectDialog } from '#components/settings/object-dialog';
import { useObjectForm } from '#components/settings/use-object-form';
import { Facts } from '#components/ui/facts';
import { TextArea } from '#components/ui/text-area';
import { showToast } from '#components/ui/use-toast';
import { addClientKeys } from '#lib/settings/client';
import type { ClientObject } from '#lib/settings/client-contract';

interface KeysDialogProps {
  domain: string;
  client: ClientObject;
  onSaved: () => void;
  onClose: () => void;
}

/** Registers public keys of a client, and says what an assertion signed with one has to say. */
export function KeysDialog({ domain, client: { clientId }, onSaved, onClose }: KeysDialogProps) {
  const form = useObjectForm({
    stored: null,
    toValues: () => ({ keys: '' }),
    save: async ({ keys }) => {
      await addClientKeys(domain, clientId, { keys: keysOrRefusal(keys, '/keys') });
      onSaved();
      showToast({
        tone: 'done',
        title: `${clientId} has a new key`,
        text: 'Assertions signed with it get tokens now.',
      });
      onClose();
      return null;
    },
  });
  return (
    <ObjectDialog
      title={`Add a public key to ${clientId}`}
      description="The system signs with its private key, which it keeps, and gets tokens without a secret (RFC 7523)."
      form={form}
      labels={{}}
      save="Add"
      saving="Adding…"
      needsChange={false}
      onClose={onClose}
    >
      <TextArea
        label="Public key (JWK or JWK Set)"
        required
        rows={8}
        spellCheck={false}
        autoComplete="off"
        className="font-mono text-sm"
        hint={KEYS_HINT}
        value={form.values.keys}
        error={form.problemUnder('/keys')}
        onChange={(event) => form.set({ keys: event.target.value })}
      />
      <section aria-label="What its assertions say" className="rounded-md border border-line bg-raised p-3">
        <p className="mb-2 text-sm text-soft">What its assertions say, beside the time:</p>
        <Facts
          className="sm:grid-cols-2"
          facts={[
            [
              'iss and sub',
              <code key="iss" className="font-mono break-all">
                {clientId}
              </code>,
            ],
            ['aud', <code key="aud" className="font-mono break-all">{`${location.origin}/oauth2/token`}</code>],
            ['exp', 'at most 5 minutes ahead'],
            ['jti', 'another one each time'],
          ]}
        />
      </section>
    </ObjectDialog>
  );
}
