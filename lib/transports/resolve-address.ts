import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPrivateAddress } from '#lib/transports/private-address';

/** What a destination's host name means now: the address that is then connected to, or why there is none. */
export type ResolvedAddress = { kind: 'address'; address: string; family: 4 | 6 } | { kind: 'none'; detail: string };

/**
 * Resolves a host name, or takes an IP address (without brackets) as it is. A name one of whose addresses is private is
 * refused unless private ones are allowed: the answer is what is connected to, so that no second look-up can lead elsewhere.
 */
export async function resolveAddress(host: string, allowPrivate: boolean): Promise<ResolvedAddress> {
  const found = isIP(host) === 0 ? await lookUp(host) : [{ address: host, family: isIP(host) }];
  const [first] = found;
  if (!first) return { kind: 'none', detail: `The name ${host} is not known to the name server.` };
  if (!allowPrivate && found.some(({ address }) => isPrivateAddress(address))) {
    const detail = `${host} is a private or local address; this deployment sends to public ones only (READOUT_ALLOW_PRIVATE_DESTINATIONS).`;
    return { kind: 'none', detail };
  }
  return { kind: 'address', address: first.address, family: first.family === 6 ? 6 : 4 };
}

/** None: the name server knows no address, or did not answer. */
const lookUp = (name: string) => lookup(name, { all: true }).catch(() => []);
