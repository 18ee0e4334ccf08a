import { sha256 } from '#lib/ids';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** HL7 2.4 and 2.5 allow MSH-10 this many characters. */
const LENGTH = 20;

/**
 * The identity of a version's message to one destination (contract §7): 20 characters of A–Z and 2–7, 100 bits of SHA-256.
 * Retries and resends have the same, so that a receiver knows them; another version, or another destination, has another.
 */
export function messageIdOf(destination: string, reportGuid: string): string {
  const hash = sha256(`${destination} ${reportGuid}`);
  let bits = BigInt(`0x${hash.toString('hex')}`);
  let id = '';
  for (; id.length < LENGTH; bits >>= 5n) id += LETTERS.charAt(Number(bits & 31n));
  return id;
}
