import { DomainError } from '#lib/errors';

/** How long a key answers for its request. The statement text uses it too. */
export const KEY_LIFETIME = '24 hours';

/** A key's row as the preparatory read returns it. */
export interface StoredAnswer {
  /** Hex of the fingerprint. */
  fingerprint: string;
  status: number;
  location: string | null;
  body: string;
}

export interface ReplayedAnswer {
  status: number;
  json: string;
  headers: Record<string, string>;
}

/**
 * The original answer of a key, byte for byte, marked `Idempotent-Replayed`. Throws `conflict` when the key was used for
 * another request; nothing of the stored answer is shown then.
 */
export function replayAnswer(stored: StoredAnswer, fingerprint: Buffer): ReplayedAnswer {
  if (stored.fingerprint !== fingerprint.toString('hex')) {
    throw new DomainError(
      'conflict',
      'This Idempotency-Key was already used for a different request. Nothing was changed; use a new key for a new request.',
    );
  }
  const headers: Record<string, string> = { 'idempotent-replayed': 'true' };
  if (stored.location !== null) headers.location = stored.location;
  return { status: stored.status, json: stored.body, headers };
}
