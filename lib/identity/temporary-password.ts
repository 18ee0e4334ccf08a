import { randomInt } from 'node:crypto';

/** Days for which a temporary password signs in. */
export const TEMPORARY_DAYS = 7;

/** Nothing that is read or heard as something else: no 0 o 1 l i. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to be read out or typed from a note: `kx7m-2pqd-9wvt-hs4b`, 79 random bits. */
export function newTemporaryPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
