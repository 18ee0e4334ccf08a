import { createPublicKey } from 'node:crypto';
import type { z } from 'zod';
import { sha256 } from '#lib/ids';
import type { jwk } from '#lib/settings/contract';
import type { FoundProblem } from '#lib/settings/problems';

/** A public key of a client (RFC 7517). */
export type PublicKey = z.output<typeof jwk>;

/** Below it RSA is not safe (NIST SP 800-131A). */
const MIN_RSA_BITS = 2048;
/** Keys that one client may have. */
export const MOST_KEYS = 20;

/** What each kind of key verifies. */
export const algorithmOf = ({ kty }: PublicKey): 'RS256' | 'ES384' => (kty === 'RSA' ? 'RS256' : 'ES384');

/** A key's name by what it is (RFC 7638, SHA-256), whatever else is written beside it. */
export function thumbprintOf(key: PublicKey): string {
  const { kty, n, e, crv, x, y } = key;
  return sha256(JSON.stringify(kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y })).toString('base64url');
}

/** The bits of an RSA key's modulus; null for an elliptic curve. */
export function modulusBits({ kty, n = '' }: PublicKey): number | null {
  if (kty !== 'RSA') return null;
  const hex = Buffer.from(n, 'base64url').toString('hex').replace(/^0+/, '');
  return hex === '' ? 0 : (hex.length - 1) * 4 + Number.parseInt(hex.charAt(0), 16).toString(2).length;
}

/** The members that verification reads; others that came along are not kept. */
export function bareKey(key: PublicKey): PublicKey {
  const { kty, kid, n, e, crv, x, y } = key;
  const name = typeof kid === 'string' ? { kid } : {};
  return kty === 'RSA' ? { ...name, kty, n, e } : { ...name, kty, crv, x, y };
}

/** Why keys that are to be registered beside `present` ones would never verify anything, each at its place. */
export function checkKeys(keys: readonly PublicKey[], present: readonly PublicKey[]): FoundProblem[] {
  const tooMany = keys.length + present.length > MOST_KEYS;
  if (tooMany) return [{ path: ['keys'], problem: `a client has at most ${MOST_KEYS} keys` }];
  const known = present.map(thumbprintOf);
  return keys.flatMap((key, index) => {
    const problem = checkKey(key, [...known, ...keys.slice(0, index).map(thumbprintOf)]);
    return problem === null ? [] : [{ path: ['keys', index, ...problem.path], problem: problem.problem }];
  });
}

function checkKey(key: PublicKey, known: readonly string[]): FoundProblem | null {
  const at = (path: string[], problem: string): FoundProblem => ({ path, problem });
  const { use, alg, key_ops: operations } = key;
  if (use !== undefined && use !== 'sig') return at(['use'], 'must be sig: this key is not for signatures');
  if (alg !== undefined && alg !== algorithmOf(key)) return at(['alg'], `must be ${algorithmOf(key)} for this key`);
  if (Array.isArray(operations) && !operations.includes('verify')) return at(['key_ops'], 'must contain verify');
  if (!isReadable(key)) return at([], 'is not a key that can be read: its numbers are damaged or not complete');
  const bits = modulusBits(key);
  if (bits !== null && bits < MIN_RSA_BITS) return at(['n'], `must have at least ${MIN_RSA_BITS} bits, not ${bits}`);
  return known.includes(thumbprintOf(key)) ? at([], 'is registered already') : null;
}

function isReadable(key: PublicKey): boolean {
  try {
    return createPublicKey({ key: bareKey(key), format: 'jwk' }).type === 'public';
  } catch {
    return false;
  }
}
