import {
  type StoredTransport,
  storedTransport,
  type Transport,
  type TransportCredentials,
  transportCredentials,
} from '#lib/settings/transport-contract';

/** What a transport needs before it can be used, by type. */
const NEEDED: Partial<Record<StoredTransport['type'], string>> = {
  WEBHOOK: 'a secret',
  SFTP: 'a password or a privateKey',
};

const CREDENTIAL_KEYS = new Set(Object.keys(transportCredentials.shape));

/** Separates what is shown and cached from what is sealed. `credentials` is null when the transport names none. */
export function splitTransport(transport: Transport): {
  stored: StoredTransport;
  credentials: TransportCredentials | null;
} {
  const secret = Object.entries(transport).filter(([key, value]) => CREDENTIAL_KEYS.has(key) && value !== undefined);
  return {
    stored: storedTransport.parse(withoutCredentials(transport)),
    credentials: secret.length === 0 ? null : transportCredentials.parse(Object.fromEntries(secret)),
  };
}

/** A transport as written, without the keys that hold credentials. */
export function withoutCredentials(transport: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(transport).filter(([key]) => !CREDENTIAL_KEYS.has(key)));
}

/** What a new destination of this type must be given (`a secret`), or null. */
export const neededCredentials = (type: StoredTransport['type']): string | null => NEEDED[type] ?? null;
