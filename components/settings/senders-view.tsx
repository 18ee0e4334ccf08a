'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { SenderCard } from '#components/settings/sender-card';
import { SettingsHeading } from '#components/settings/settings-heading';
import { SettingsSkeleton } from '#components/settings/settings-skeleton';
import { Button } from '#components/ui/button';
import { Failure } from '#components/ui/failure';
import { settingsKeys } from '#lib/query-keys';
import { listSenders } from '#lib/settings/client';
import type { SenderObject } from '#lib/settings/sender-contract';

const SenderDialog = dynamic(async () => (await import('#components/settings/sender-dialog')).SenderDialog);
const DeleteSenderDialog = dynamic(
  async () => (await import('#components/settings/delete-sender-dialog')).DeleteSenderDialog,
);

type Opened = { kind: 'new' } | { kind: 'change' | 'delete'; sender: SenderObject };

/** Where an organization's submissions come from. */
export function SendersView({ domain }: { domain: string }) {
  const queryClient = useQueryClient();
  const senders = useQuery({
    queryKey: settingsKeys.senders(domain),
    queryFn: ({ signal }) => listSenders(domain, signal),
  });
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: settingsKeys.senders(domain) });
  return (
    <>
      <SettingsHeading
        title="Senders"
        action={
          <Button look="main" onClick={() => setOpened({ kind: 'new' })}>
            <Plus aria-hidden className="size-4" />
            Create a sender
          </Button>
        }
      >
        A sender is where submissions come from. History names it with each, filters can ask for it, and its topic says
        which destinations are considered.
      </SettingsHeading>
      <div className="mt-4">
        {senders.data === undefined &&
          (senders.isError ? (
            <Failure error={senders.error} retry={() => void senders.refetch()} />
          ) : (
            <SettingsSkeleton />
          ))}
        <ul className="grid gap-3">
          {senders.data?.map((sender) => (
            <SenderCard
              key={sender.name}
              domain={domain}
              sender={sender}
              onChange={() => setOpened({ kind: 'change', sender })}
              onDelete={() => setOpened({ kind: 'delete', sender })}
            />
          ))}
        </ul>
        {senders.data?.every(({ isStanding }) => isStanding) && (
          <p className="mt-4 max-w-2xl text-soft">
            No sender of your own yet. Create one for each system that sends reports: then history and filters tell them
            apart, and a client is given the one it sends as under API clients.
          </p>
        )}
      </div>
      {(opened?.kind === 'new' || opened?.kind === 'change') && (
        <SenderDialog
          domain={domain}
          sender={opened.kind === 'change' ? opened.sender : null}
          onSaved={refresh}
          onClose={close}
        />
      )}
      {opened?.kind === 'delete' && (
        <DeleteSenderDialog domain={domain} name={opened.sender.name} onDeleted={refresh} onClose={close} />
      )}
    </>
  );
}
