import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { X509Certificate } from 'node:crypto';
import type { ShownCertificate } from '#lib/delivery/test-contract';
import { describeFault } from '#lib/transports/describe-fault';
import { nameFor, type MllpAddress } from '#lib/transports/mllp-connection';
import { secureContextOf, UNREADABLE_MATERIAL } from '#lib/transports/tls-material';

/** Whether a connection, or its TLS, came about; `detail` says why not. */
export type Probed = { isOpen: true } | { isOpen: false; detail: string };

/** Opens a plain connection to an address and closes it. */
export function probeConnection({ address, port }: Pick<MllpAddress, 'address' | 'port'>, ms: number): Promise<Probed> {
  return new Promise((resolve) => {
    const socket = connectPlain({ host: address, port });
    const end = (probed: Probed): void => {
      socket.destroy();
      resolve(probed);
    };
    socket.setTimeout(ms, () => end({ isOpen: false, detail: `No connection within ${ms / 1000} s.` }));
    socket.on('error', (error) => end({ isOpen: false, detail: describeFault(error) }));
    socket.on('connect', () => end({ isOpen: true }));
  });
}

/** Certificates of a chain that are told. */
const LONGEST_CHAIN = 10;

/** Shakes hands and closes; tells the certificates that the other side showed, whether they are trusted for `host` or not. */
export function probeTls(
  { host, address, port, tls }: MllpAddress,
  ms: number,
): Promise<Probed & { certificates: ShownCertificate[] }> {
  return new Promise((resolve) => {
    const secureContext = secureContextOf(tls ?? {});
    if (!secureContext) return resolve({ isOpen: false, detail: UNREADABLE_MATERIAL, certificates: [] });
    const to = { host: address, port, servername: nameFor(host, address), secureContext };
    // Nothing is sent over it: an untrusted chain is shown, and then told as the fault that it is.
    const socket = connectTls({ ...to, rejectUnauthorized: false });
    const end = (probed: Probed, certificates: ShownCertificate[] = []): void => {
      socket.destroy();
      resolve({ ...probed, certificates });
    };
    socket.setTimeout(ms, () => end({ isOpen: false, detail: `No TLS handshake within ${ms / 1000} s.` }));
    socket.on('error', (error) => end({ isOpen: false, detail: describeFault(error) }));
    socket.on('close', () =>
      end({ isOpen: false, detail: 'The other side closed the connection during the handshake.' }),
    );
    socket.on('secureConnect', () => {
      const certificates = chainOf(socket.getPeerX509Certificate());
      if (socket.authorized) return end({ isOpen: true }, certificates);
      const fault = Object.assign(new Error('untrusted'), { code: String(socket.authorizationError) });
      end({ isOpen: false, detail: describeFault(fault) }, certificates);
    });
  });
}

function chainOf(first: X509Certificate | undefined): ShownCertificate[] {
  const chain: ShownCertificate[] = [];
  const seen = new Set<string>();
  for (
    let one = first;
    one && !seen.has(one.fingerprint256) && chain.length < LONGEST_CHAIN;
    one = one.issuerCertificate
  ) {
    seen.add(one.fingerprint256);
    chain.push({
      subject: nameOf(one.subject),
      issuer: nameOf(one.issuer),
      validFrom: new Date(one.validFrom).toISOString(),
      validUntil: new Date(one.validTo).toISOString(),
    });
  }
  return chain;
}

/** A distinguished name on one line. */
const nameOf = (name: string): string => name.split('\n').join(', ');
