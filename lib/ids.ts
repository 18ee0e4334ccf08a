import { hash, randomBytes, randomUUID } from 'node:crypto';
import { v5, v7, validate } from 'uuid';

/** A new UUID (version 7, RFC 9562): ordered by time, so that indexes grow at one end. */
export const newUuid = (): string => v7();

/** Readout's own namespace of names. */
const NAMES = '5c0d9b7e-5a7c-4f0e-9a53-0f6a1d8c7b21';

/** The UUID (version 5, RFC 9562) of a name: the same for the same name, everywhere. */
export const uuidOfName = (name: string): string => v5(name, NAMES);

/** Whether a text is a UUID in its canonical 8-4-4-4-12 form, in either case. */
export const isUuid = (text: string): boolean => validate(text);

const USABLE_CORRELATION_ID = /^[\x21-\x7e]{1,128}$/;

/** The caller's `X-Correlation-Id` when usable (1–128 visible ASCII characters), else a generated one (contract §2). */
export const correlationIdOf = (headers: Headers): string => {
  const given = headers.get('x-correlation-id');
  return given !== null && USABLE_CORRELATION_ID.test(given) ? given : randomUUID();
};

/** A secret of 256 random bits, URL-safe, with a prefix that secret scanners can look for. */
export const newSecret = (prefix: string): string => `${prefix}${randomBytes(32).toString('base64url')}`;

/** SHA-256 of a text's UTF-8 bytes, or of bytes. */
export const sha256 = (content: string | Buffer): Buffer => hash('sha256', content, 'buffer');
