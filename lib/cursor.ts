import { keyedDigest } from '#lib/encryption';
import { DomainError } from '#lib/errors';

const TAG_LENGTH = 16;

/**
 * An opaque, URL-safe page token: the last row's sort key, signed together with `list` (which list, with which filters),
 * so that a token that was tampered with, or taken to another list, is refused.
 */
export function encodeCursor(list: string, position: readonly (string | number)[]): string {
  const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
  return `${payload}.${tagOf(list, payload)}`;
}

/** The position in a token of the same list; throws `bad_request` for anything else. */
export function decodeCursor(list: string, token: string): (string | number)[] {
  const [payload = '', tag, ...more] = token.split('.');
  if (tag !== tagOf(list, payload) || more.length > 0) {
    throw new DomainError('bad_request', 'The page token is not one of this list. Start again without it.');
  }
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}

const tagOf = (list: string, payload: string): string => keyedDigest(`cursor:${list}:${payload}`).slice(0, TAG_LENGTH);
