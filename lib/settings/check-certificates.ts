import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { FoundProblem } from '#lib/settings/problems';
import type { Transport } from '#lib/settings/transport-contract';

const EACH = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Why the certificates of an MLLP transport would open no TLS connection, each at its place in the transport. */
export function checkCertificates(transport: Transport): FoundProblem[] {
  if (transport.type !== 'MLLP') return [];
  const { authority, clientCertificate, privateKey } = transport;
  const certificates = clientCertificate === undefined ? [] : readAll(clientCertificate);
  return [
    ...(authority === undefined || readAll(authority) ? [] : [problem('authority', UNREADABLE)]),
    ...(certificates ? [] : [problem('clientCertificate', UNREADABLE)]),
    ...(privateKey === undefined ? [] : checkKey(privateKey, certificates?.[0])),
  ];
}

const UNREADABLE = 'cannot be read: it is no X.509 certificate in PEM text';
const problem = (member: string, words: string): FoundProblem => ({ path: [member], problem: words });

/** null when one of them is none. */
function readAll(pem: string): X509Certificate[] | null {
  try {
    return (pem.match(EACH) ?? []).map((text) => new X509Certificate(text));
  } catch {
    return null;
  }
}

function checkKey(pem: string, certificate: X509Certificate | undefined): FoundProblem[] {
  try {
    const key = createPrivateKey(pem);
    if (!certificate || certificate.checkPrivateKey(key)) return [];
    return [problem('privateKey', 'is not the key of the clientCertificate')];
  } catch {
    return [problem('privateKey', 'cannot be read: it is no private key in PEM text, or has a passphrase')];
  }
}
