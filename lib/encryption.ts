import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** First byte of everything sealed, so that a later format can be told apart. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

interface Keys {
  seal: Buffer;
  digest: Buffer;
}

const shared = globalThis as { readoutKeys?: Keys };

/** Sets the process's secret key (`READOUT_SECRET_KEY`). The server, pages and Next's routes load their own copies of this module. */
export function useSecretKey(key: string): void {
  shared.readoutKeys = { seal: derive(key, 'readout seal v1'), digest: derive(key, 'readout digest v1') };
}

/** AES-256-GCM of a text's UTF-8 bytes: version byte, 96-bit random nonce, tag, ciphertext. */
export const seal = (plaintext: string): Buffer => sealBytes(Buffer.from(plaintext));

/** The same, of bytes. */
export function sealBytes(plaintext: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys().seal, nonce).setAAD(Buffer.of(VERSION));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), ciphertext]);
}

/** The text that `seal` was given. Throws when the bytes were changed or sealed with another key. */
export const unseal = (sealed: Buffer): string => unsealBytes(sealed).toString('utf8');

/** The bytes that `sealBytes` was given; throws as `unseal` does. */
export function unsealBytes(sealed: Buffer): Buffer {
  if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) throw new Error('These are not sealed bytes.');
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keys().seal, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.of(VERSION))
    .setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (error) {
    throw new Error('The sealed bytes cannot be opened: READOUT_SECRET_KEY is not the one that sealed them.', {
      cause: error,
    });
  }
}

/** HMAC-SHA-256 of a text, in hexadecimal: tells whether a secret changed without a digest that could be guessed offline. */
export function keyedDigest(text: string): string {
  return createHmac('sha256', keys().digest).update(text).digest('hex');
}

function keys(): Keys {
  if (!shared.readoutKeys) throw new Error('The secret key is not set yet.');
  return shared.readoutKeys;
}

/** HKDF without a salt (RFC 5869 §3.1): the key itself is random, and every process must derive the same. */
function derive(key: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
}
