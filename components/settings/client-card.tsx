import { Ban } from 'lucide-react';
import { ClientCredentials } from '#components/settings/client-credentials';
import { FileMark } from '#components/settings/file-mark';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Facts } from '#components/ui/facts';
import { formatCount } from '#components/ui/format-count';
import type { ClientObject, PublicKeyObject } from '#lib/settings/client-contract';

interface ClientCardProps {
  client: ClientObject;
  onChange: () => void;
  onRotate: () => void;
  onRevoke: () => void;
  onRevokeSecret: (secretId: string) => void;
  onAddKey: () => void;
  onRevokeKey: (key: PublicKeyObject) => void;
}

/** One client: what it may do, with which secrets, and when it last did. */
export function ClientCard({ client, ...on }: ClientCardProps) {
  const { clientId, secrets, revokedAt } = client;
  const isOpen = revokedAt === null && client.mayManage;
  return (
    <li className="rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className={`font-mono font-semibold break-all ${revokedAt ? 'text-soft' : ''}`}>{clientId}</h2>
        {revokedAt && (
          <p className="flex items-center gap-1.5 text-soft">
            <Ban aria-hidden className="size-4 text-bad" />
            Revoked <Time at={revokedAt} />
          </p>
        )}
        {isOpen && (
          <div className="flex flex-wrap gap-2 max-sm:w-full sm:ml-auto">
            <Button onClick={on.onChange} aria-label={`Change ${clientId}`}>
              Change
            </Button>
            {secrets.length === 0 ? (
              <Button onClick={on.onRotate} aria-label={`Give ${clientId} a secret`}>
                Give it a secret
              </Button>
            ) : (
              <Button onClick={on.onRotate} aria-label={`Rotate the secret of ${clientId}`}>
                Rotate secret
              </Button>
            )}
            <Button onClick={on.onAddKey} aria-label={`Add a public key to ${clientId}`}>
              Add public key
            </Button>
            <Button onClick={on.onRevoke} aria-label={`Revoke ${clientId}`}>
              Revoke
            </Button>
          </div>
        )}
      </div>
      <ul aria-label={`Scopes of ${clientId}`} className="mt-2 flex flex-wrap gap-1.5">
        {client.scopes.map((scope) => (
          <li key={scope} className="rounded-sm border border-line bg-raised px-1.5 font-mono text-sm">
            {scope}
          </li>
        ))}
      </ul>
      <Facts
        className="mt-3 sm:grid-cols-2 lg:grid-cols-4"
        facts={[
          ['Domains', client.domains.map((name) => (name === '*' ? 'every domain' : name)).join(', ')],
          ['Sends as', client.sender],
          ['Requests a minute', formatCount(client.rateLimitPerMinute)],
          ['Last token', client.lastTokenAt ? <Time key="last" at={client.lastTokenAt} /> : 'never'],
        ]}
      />
      {revokedAt === null && (
        <ClientCredentials
          client={client}
          isOpen={isOpen}
          onRevokeSecret={on.onRevokeSecret}
          onRevokeKey={on.onRevokeKey}
        />
      )}
      {!client.mayManage && revokedAt === null && (
        <p className="mt-3 text-sm text-soft">
          It also acts in domains that you do not administer: who administers all of them may change it.
        </p>
      )}
      {revokedAt === null && <FileMark file={client.file} className="mt-3" />}
    </li>
  );
}
