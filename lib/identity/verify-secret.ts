import { timingSafeEqual } from 'node:crypto';
import { DomainError } from '#lib/errors';
import { countWaiting, deriveScrypt, SCRYPT, type ScryptCost } from '#lib/identity/scrypt';

interface StoredHash extends ScryptCost {
  salt: Buffer;
  hash: Buffer;
}

const STORED = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;
const NOBODY: StoredHash = { ...SCRYPT, salt: Buffer.alloc(SCRYPT.saltBytes), hash: Buffer.alloc(SCRYPT.hashBytes) };

/** Checks that may wait for their turn: some two seconds' worth. A flood must not pile up. */
const MOST_WAITING = 40;

/**
 * Whether a secret is the one a hash was made of. null (no such user or client, or one without a secret) costs the same
 * derivation and answers false, so that the time taken does not tell which names exist. Throws `busy` when too many wait.
 */
export async function verifySecret(secret: string, hash: string | null): Promise<boolean> {
  if (countWaiting() >= MOST_WAITING) throw new DomainError('busy', 'Too many secrets are being checked; try again.');
  const stored = parseHash(hash);
  const { salt, hash: expected, ...cost } = stored ?? NOBODY;
  const matches = timingSafeEqual(await deriveScrypt(secret, salt, cost), expected);
  return stored !== null && matches;
}

function parseHash(text: string | null): StoredHash | null {
  const [, ln, r, p, salt, hash] = STORED.exec(text ?? '') ?? [];
  if (salt === undefined || hash === undefined || Number(ln) > 20) return null;
  return {
    ln: Number(ln),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}
