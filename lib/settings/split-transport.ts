import {
  type GivenCredentials,
  givenCredentials,
  type StoredTransport,
  storedTransport,
  type Transport,
  type TransportCredentials,
  transportCredentials,
} from '#lib/settings/transport-contract';

const CREDENTIAL_KEYS = new Set(Object.keys(transportCredentials.shape));

/** Separates what is shown and cached from what is sealed. `credentials` is null when the transport names none. */
export function splitTransport(transport: Transport): {
  stored: StoredTransport;
  credentials: GivenCredentials | null;
} {
  const secret = Object.entries(transport).filter(([key, value]) => CREDENTIAL_KEYS.has(key) && value !== undefined);
  return {
    stored: storedTransport.parse(withoutCredentials(transport)),
    credentials: secret.length === 0 ? null : givenCredentials.parse(Object.fromEntries(secret)),
  };
}

/** A transport as written, without the keys that hold credentials. */
export function withoutCredentials(transport: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(transport).filter(([key]) => !CREDENTIAL_KEYS.has(key)));
}

/**
 * What opens a destination from now on: what is given takes the place of what was stored. A webhook's secret stays where only
 * the one before it is given or, with null, forgotten.
 */
export function mergeCredentials(stored: TransportCredentials, given: GivenCredentials): TransportCredentials {
  const { previousSecret, ...rest } = given;
  const { secret = stored.secret } = given;
  return {
    ...rest,
    ...(previousSecret === undefined ? {} : { secret }),
    ...(typeof previousSecret === 'string' ? { previousSecret } : {}),
  };
}

/** What a destination still lacks before it can be used (`a secret`), or null. `isStored`: it has credentials of this type. */
export function missingCredentials(transport: Transport, isStored: boolean): string | null {
  if (isStored) return null;
  switch (transport.type) {
    case 'WEBHOOK':
      return transport.secret === undefined ? 'a secret' : null;
    case 'SFTP':
      return (transport.password ?? transport.privateKey) === undefined ? 'a password or a privateKey' : null;
    case 'MLLP':
      return transport.clientCertificate !== undefined && transport.privateKey === undefined
        ? 'the privateKey of its clientCertificate'
        : null;
    case 'FHIR':
    case 'DOWNLOAD':
    case 'NULL':
      return null;
    default:
      return transport satisfies never;
  }
}
