import { randomBytes } from 'node:crypto';
import { deriveScrypt, SCRYPT } from '#lib/identity/scrypt';

/**
 * Hashes a password or client secret: `$scrypt$ln=15,r=8,p=1$<salt>$<hash>` (PHC string format, base64 without
 * padding). Takes about 0.1 s and 32 MiB on purpose (OWASP's scrypt parameters).
 */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(SCRYPT.saltBytes);
  const hash = await deriveScrypt(secret, salt, SCRYPT);
  const { ln, r, p } = SCRYPT;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
