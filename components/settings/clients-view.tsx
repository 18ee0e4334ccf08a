'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ClientCard } from '#components/settings/client-card';
import type { Revoked } from '#components/settings/revoke-dialog';
import { tokenCommand } from '#components/settings/scope-words';
import { SettingsHeading } from '#components/settings/settings-heading';
import { SettingsSkeleton } from '#components/settings/settings-skeleton';
import { useShell } from '#components/shell/shell-state';
import { Button } from '#components/ui/button';
import { Failure } from '#components/ui/failure';
import { Notice } from '#components/ui/notice';
import { showToast } from '#components/ui/use-toast';
import { settingsKeys } from '#lib/query-keys';
import type { ClientObject, ClientWithSecret } from '#lib/settings/client-contract';
import { listClients } from '#lib/settings/client';

const ClientDialog = dynamic(async () => (await import('#components/settings/client-dialog')).ClientDialog);
const RotateDialog = dynamic(async () => (await import('#components/settings/rotate-dialog')).RotateDialog);
const RevokeDialog = dynamic(async () => (await import('#components/settings/revoke-dialog')).RevokeDialog);
const KeysDialog = dynamic(async () => (await import('#components/settings/keys-dialog')).KeysDialog);
const SecretDialog = dynamic(async () => (await import('#components/settings/secret-dialog')).SecretDialog);

type Opened =
  | { kind: 'new' }
  | { kind: 'change' | 'rotate' | 'key'; client: ClientObject }
  | { kind: 'revoke'; client: ClientObject; revoked: Revoked }
  | { kind: 'secret'; clientId: string; secret: string };

/** The systems that call the API for an organization: what they may do, and the secrets they do it with. */
export function ClientsView({ domain }: { domain: string }) {
  const queryClient = useQueryClient();
  const { viewer } = useShell();
  const clients = useQuery({
    queryKey: settingsKeys.clients(domain),
    queryFn: ({ signal }) => listClients(domain, signal),
  });
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: settingsKeys.clients(domain) });
  const tell = ({ client: { clientId }, clientSecret }: ClientWithSecret) => {
    refresh();
    if (clientSecret !== null) return setOpened({ kind: 'secret', clientId, secret: clientSecret });
    showToast({
      tone: 'done',
      title: `${clientId} was created`,
      text: 'Assertions signed with its key get tokens now.',
    });
    close();
  };
  const administered = viewer.organizations
    .filter(({ roles }) => roles.includes('admin') || roles.includes('platform admin'))
    .map(({ name }) => name);
  return (
    <>
      <SettingsHeading
        title="API clients"
        action={
          <Button look="main" onClick={() => setOpened({ kind: 'new' })}>
            <Plus aria-hidden className="size-4" />
            Create a client
          </Button>
        }
      >
        A client is a system that calls the API: it gets tokens with its id and secret, or with a key of its own. What
        it may do is looked up at each request, so that a change here counts at once.
      </SettingsHeading>
      <div className="mt-4">
        {clients.data === undefined &&
          (clients.isError ? (
            <Failure error={clients.error} retry={() => void clients.refetch()} />
          ) : (
            <SettingsSkeleton />
          ))}
        {clients.data?.length === 0 && (
          <Notice icon={KeyRound} title="No client yet">
            Create one for each system that sends appointments or reports, or fetches files: then each can be revoked by
            itself.
          </Notice>
        )}
        <ul className="grid gap-3">
          {clients.data?.map((client) => (
            <ClientCard
              key={client.clientId}
              client={client}
              onChange={() => setOpened({ kind: 'change', client })}
              onRotate={() => setOpened({ kind: 'rotate', client })}
              onAddKey={() => setOpened({ kind: 'key', client })}
              onRevoke={() => setOpened({ kind: 'revoke', client, revoked: { kind: 'client' } })}
              onRevokeSecret={(secretId) =>
                setOpened({ kind: 'revoke', client, revoked: { kind: 'secret', secretId } })
              }
              onRevokeKey={(key) => setOpened({ kind: 'revoke', client, revoked: { kind: 'key', key } })}
            />
          ))}
        </ul>
      </div>
      {(opened?.kind === 'new' || opened?.kind === 'change') && (
        <ClientDialog
          domain={domain}
          domains={administered}
          client={opened.kind === 'change' ? opened.client : null}
          onCreated={tell}
          onSaved={refresh}
          onClose={close}
        />
      )}
      {opened?.kind === 'rotate' && (
        <RotateDialog domain={domain} client={opened.client} onRotated={tell} onClose={close} />
      )}
      {opened?.kind === 'key' && (
        <KeysDialog domain={domain} client={opened.client} onSaved={refresh} onClose={close} />
      )}
      {opened?.kind === 'revoke' && (
        <RevokeDialog
          domain={domain}
          client={opened.client}
          revoked={opened.revoked}
          onRevoked={refresh}
          onClose={close}
        />
      )}
      {opened?.kind === 'secret' && (
        <SecretDialog
          title={`Secret of ${opened.clientId}`}
          description="It is shown this once and stored as a hash only. Hand it over the way you hand over passwords; who loses it gets a new one by rotating."
          secret={opened.secret}
          copy="Copy the secret"
          curl={tokenCommand(location.origin, opened.clientId, opened.secret)}
          onClose={close}
        />
      )}
    </>
  );
}
