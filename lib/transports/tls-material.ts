import { createSecureContext, type SecureContext } from 'node:tls';
import type { StoredTransport, TransportCredentials } from '#lib/settings/transport-contract';

/** PEM texts: authorities in place of the system's, and our certificate with its key. */
export interface TlsMaterial {
  ca?: string | undefined;
  certificate?: string | undefined;
  privateKey?: string | undefined;
}

/** What a transport's TLS connections are made with; {} for one whose settings have nothing of it. */
export function tlsMaterialOf(transport: StoredTransport, { privateKey }: TransportCredentials): TlsMaterial {
  if (transport.type !== 'MLLP') return {};
  return { ca: transport.authority, certificate: transport.clientCertificate, privateKey };
}

export const UNREADABLE_MATERIAL =
  'The certificates or the private key in the settings cannot be read, or the key is not that of the certificate.';

/** Null: it cannot be read. */
export function secureContextOf({ ca, certificate, privateKey }: TlsMaterial): SecureContext | null {
  try {
    return createSecureContext({
      ...(ca ? { ca } : {}),
      ...(certificate && privateKey ? { cert: certificate, key: privateKey } : {}),
    });
  } catch {
    return null;
  }
}
