import { Ban } from 'lucide-react';
import { FileMark } from '#components/settings/file-mark';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Facts } from '#components/ui/facts';
import type { ClientObject } from '#lib/settings/client-contract';

interface ClientCardProps {
  client: ClientObject;
  onChange: () => void;
  onRotate: () => void;
  onRevoke: () => void;
  onRevokeSecret: (secretId: string) => void;
}

/** One client: what it may do, with which secrets, and when it last did. */
export function ClientCard({ client, onChange, onRotate, onRevoke, onRevokeSecret }: ClientCardProps) {
  const { clientId, secrets, revokedAt, publicKeyCount } = client;
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
          <div className="ml-auto flex flex-wrap gap-2">
            <Button onClick={onChange} aria-label={`Change ${clientId}`}>
              Change
            </Button>
            <Button onClick={onRotate} aria-label={`Rotate the secret of ${clientId}`}>
              Rotate secret
            </Button>
            <Button onClick={onRevoke} aria-label={`Revoke ${clientId}`}>
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
          ['Requests a minute', client.rateLimitPerMinute.toLocaleString('en-AU')],
          ['Last token', client.lastTokenAt ? <Time key="last" at={client.lastTokenAt} /> : 'never'],
        ]}
      />
      {revokedAt === null && (
        <Secrets client={client} canEnd={isOpen && secrets.length > 1} onRevokeSecret={onRevokeSecret} />
      )}
      {publicKeyCount > 0 && (
        <p className="mt-2 text-soft">
          {publicKeyCount === 1 ? 'One public key' : `${publicKeyCount} public keys`} for signed assertions; the
          settings file sets them.
        </p>
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

function Secrets({
  client: { clientId, secrets, publicKeyCount },
  canEnd,
  onRevokeSecret,
}: {
  client: ClientObject;
  canEnd: boolean;
  onRevokeSecret: (secretId: string) => void;
}) {
  if (secrets.length === 0) {
    return publicKeyCount > 0 ? null : <p className="mt-3 text-soft">It has no secret: rotate to give it one.</p>;
  }
  return (
    <ul aria-label={`Secrets of ${clientId}`} className="mt-3 grid gap-1.5 border-t border-line pt-3">
      {secrets.map(({ secretId, createdAt, expiresAt, fromFile }, index) => (
        <li key={secretId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>
            {index === 0 ? 'Secret' : 'Earlier secret'} of <Time at={createdAt} />
            {fromFile && <span className="text-soft">, from the settings file</span>}
          </span>
          {expiresAt && (
            <span className="text-soft">
              works until <Time at={expiresAt} />
            </span>
          )}
          {canEnd && (
            <Button
              look="bare"
              onClick={() => onRevokeSecret(secretId)}
              aria-label={`End the ${index === 0 ? 'newer' : 'earlier'} secret of ${clientId} now`}
            >
              End now
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
