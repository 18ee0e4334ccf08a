import { DomainError } from '#lib/errors';
import { sha256 } from '#lib/ids';

/** Which version of an object this is: a digest over everything in it that can be changed. */
export const versionOf = (content: unknown): string =>
  sha256(JSON.stringify(content)).toString('base64url').slice(0, 27);

/** Throws `conflict`, which names the version that is there now, unless a change was made from it. */
export function requireVersion(expected: string, current: string): void {
  if (expected === current) return;
  throw new DomainError('conflict', 'Somebody else changed this meanwhile. Nothing of your change was saved.', {
    extensions: { version: current },
  });
}
