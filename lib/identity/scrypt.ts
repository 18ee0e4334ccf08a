import { scrypt } from 'node:crypto';

export interface ScryptCost {
  /** log2 of N. */
  ln: number;
  r: number;
  p: number;
}

/** What new hashes are made with. */
export const SCRYPT = { ln: 15, r: 8, p: 1, saltBytes: 16, hashBytes: 32 } as const;

/** Derivations that run at once: each takes 32 MiB and, for a tenth of a second, one of libuv's four threads. */
const AT_ONCE = 2;

interface Queue {
  running: number;
  waiting: (() => void)[];
}

const shared = globalThis as { readoutDerivations?: Queue };
const queueOf = (): Queue => (shared.readoutDerivations ??= { running: 0, waiting: [] });

/** How many derivations wait for their turn in this process. */
export const countWaiting = (): number => queueOf().waiting.length;

/**
 * scrypt (RFC 7914) of a secret, 32 bytes, two at a time in this process. Passwords are normalised (NFKC) first: keyboards
 * disagree on how to write accented letters (NIST SP 800-63B §5.1.1.2).
 */
export async function deriveScrypt(secret: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  const queue = queueOf();
  if (queue.running < AT_ONCE) queue.running += 1;
  else await new Promise<void>((resolve) => queue.waiting.push(resolve));
  try {
    return await derive(secret.normalize('NFKC'), salt, cost);
  } finally {
    const next = queue.waiting.shift();
    if (next) next();
    else queue.running -= 1;
  }
}

function derive(secret: string, salt: Buffer, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** ln;
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, SCRYPT.hashBytes, options, (error, hash) => {
      if (error) reject(error);
      else resolve(hash);
    });
  });
}
