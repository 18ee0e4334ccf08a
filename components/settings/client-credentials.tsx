import { keyKind, keyName } from '#components/settings/key-words';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import type { ClientObject, PublicKeyObject } from '#lib/settings/client-contract';

interface ClientCredentialsProps {
  client: ClientObject;
  /** Whether the viewer may change the client. */
  isOpen: boolean;
  onRevokeSecret: (secretId: string) => void;
  onRevokeKey: (key: PublicKeyObject) => void;
}

const ROW = 'flex flex-wrap items-center gap-x-3 gap-y-1';

/** What a client proves itself with: its secrets, newest first, and its public keys. The last one cannot be ended here. */
export function ClientCredentials({ client, isOpen, onRevokeSecret, onRevokeKey }: ClientCredentialsProps) {
  const { clientId, secrets, publicKeys } = client;
  const canEnd = isOpen && secrets.length + publicKeys.length > 1;
  if (secrets.length + publicKeys.length === 0) {
    return <p className="mt-3 text-soft">It has neither secret nor key, and gets no token: give it one.</p>;
  }
  return (
    <div className="mt-3 grid gap-1.5 border-t border-line pt-3">
      {secrets.length > 0 && (
        <ul aria-label={`Secrets of ${clientId}`} className="grid gap-1.5">
          {secrets.map(({ secretId, createdAt, expiresAt, fromFile }, index) => (
            <li key={secretId} className={ROW}>
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
      )}
      {publicKeys.length > 0 && (
        <ul aria-label={`Public keys of ${clientId}`} className="grid gap-1.5">
          {publicKeys.map((key) => (
            <li key={key.thumbprint} className={ROW}>
              <span className="break-all">
                Public key <code className="font-mono">{keyName(key)}</code>
              </span>
              <span className="text-soft">{keyKind(key)}</span>
              {canEnd && (
                <Button
                  look="bare"
                  onClick={() => onRevokeKey(key)}
                  aria-label={`Remove the public key ${keyName(key)} of ${clientId}`}
                >
                  Remove
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
