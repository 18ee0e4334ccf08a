import { scrypt } from 'node:crypto';

export interface ScryptCost {
  /** log2 of N. */
  ln: number;
  r: number;
  p: number;
}

/** What new hashes are made with. */
export const SCRYPT = { ln: 15, r: 8, p: 1, saltBytes: 16, hashBytes: 32 } as const;

/**
 * scrypt (RFC 7914) of a secret, 32 bytes. Passwords are normalised (NFKC) first: keyboards disagree on how to write
 * accented letters (NIST SP 800-63B §5.1.1.2).
 */
export function deriveScrypt(secret: string, salt: Buffer, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** ln;
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, SCRYPT.hashBytes, options, (error, hash) => {
      if (error) reject(error);
      else resolve(hash);
    });
  });
}
