import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** PEM texts. */
export interface Pair {
  certificate: string;
  privateKey: string;
}

interface Wanted {
  /** Names or addresses that it is for. */
  names: string[];
  notAfter?: Date;
}

export interface Authority {
  /** PEM text of its own certificate. */
  pem: string;
  sign(wanted: Wanted): Promise<Pair>;
}

const DAY = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
cryptoProvider.set(globalThis.crypto);

const makeKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

async function pemOf(keys: CryptoKeyPair): Promise<string> {
  const pem = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** An authority that nobody trusts unless told to. */
export async function makeAuthority(name = 'Test Authority'): Promise<Authority> {
  const keys = await makeKeys();
  const notBefore = new Date(Date.now() - 30 * DAY);
  const own: X509Certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    notBefore,
    notAfter: new Date(Date.now() + DAY),
    signingAlgorithm: ALGORITHM,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    pem: own.toString('pem'),
    async sign({ names, notAfter = new Date(Date.now() + DAY) }) {
      const theirs = await makeKeys();
      const alternatives = names.map((value) => ({
        type: /^[\d.]+$/.test(value) ? ('ip' as const) : ('dns' as const),
        value,
      }));
      const certificate = await X509CertificateGenerator.create({
        subject: `CN=${names[0]}`,
        issuer: own.subject,
        publicKey: theirs.publicKey,
        signingKey: keys.privateKey,
        notBefore,
        notAfter,
        signingAlgorithm: ALGORITHM,
        extensions: [new SubjectAlternativeNameExtension(alternatives)],
      });
      return { certificate: certificate.toString('pem'), privateKey: await pemOf(theirs) };
    },
  };
}
