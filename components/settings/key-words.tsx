import { parseKeys } from '#components/settings/parse-keys';
import { ApiError } from '#lib/api-client';
import type { PublicKeyObject } from '#lib/settings/client-contract';

export const KEYS_HINT =
  'The JSON that the owner of the system gives you. RSA of 2048 bits or more (RS256), or EC P-384 (ES384). Never the private key.';

/** The keys that were pasted. Throws what the server would, at `pointer`, for what must not or need not be sent. */
export function keysOrRefusal(pasted: string, pointer: string) {
  const { keys, problem } = parseKeys(pasted);
  if (keys === null) {
    throw new ApiError('invalid', `The key ${problem}.`, null, { errors: [{ pointer, detail: problem }] });
  }
  // Whether they are keys at all the server says.
  return keys as { kty: 'RSA' | 'EC' }[];
}

/** `2026-11`, or the first characters of the thumbprint where the key has no id. */
export const keyName = ({ kid, thumbprint }: PublicKeyObject): string => kid ?? `${thumbprint.slice(0, 12)}…`;

/** `RS256, RSA of 2048 bits`. */
export const keyKind = ({ alg, bits }: PublicKeyObject): string =>
  bits === null ? `${alg}, EC P-384` : `${alg}, RSA of ${bits} bits`;
