import { sql } from 'drizzle-orm';
import { transaction, type Database, type Queryable } from '#db/client';
import { sqlState } from '#lib/errors';
import { KEY_LIFETIME, replayAnswer, type ReplayedAnswer, type StoredAnswer } from '#lib/idempotency/replay-answer';

export interface KeyedRequest {
  principal: string;
  /** The Idempotency-Key, or null: then the work is simply done. */
  key: string | null;
  fingerprint: Buffer;
}

/**
 * Does the work of a keyed request at most once: work and answer commit together, and a later request with the key gets
 * that answer (contract §3 "Idempotency-Key"). Two at once: the second waits for the first, then replays it. Throws
 * `conflict` when the key was used for another request, SQLSTATE 55P03 when the first takes longer than the lock timeout.
 */
export async function answerOnce(
  db: Database,
  request: KeyedRequest,
  work: (tx: Queryable) => Promise<ReplayedAnswer>,
): Promise<ReplayedAnswer> {
  const attempt = () => transaction(db, (tx) => answer(tx, request, work));
  return attempt().catch((error: unknown) => {
    // A submission, which takes no such lock, stored the key in this instant: then its answer counts.
    if (sqlState(error) !== '23505' || request.key === null) throw error;
    return attempt();
  });
}

async function answer(
  tx: Queryable,
  { principal, key, fingerprint }: KeyedRequest,
  work: (tx: Queryable) => Promise<ReplayedAnswer>,
): Promise<ReplayedAnswer> {
  if (key === null) return work(tx);
  // Before the key is looked up, or the second of two would judge by what the first has changed.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${principal} ${key}`}, 0))`);
  const { rows } = await tx.execute<StoredAnswer & Record<string, unknown>>(sql`
    with expired as (delete from idempotency_keys where principal = ${principal} and key = ${key}
      and created_at <= now() - interval '${sql.raw(KEY_LIFETIME)}')
    select encode(fingerprint, 'hex') as fingerprint, status, location, body from idempotency_keys
    where principal = ${principal} and key = ${key} and created_at > now() - interval '${sql.raw(KEY_LIFETIME)}'`);
  if (rows[0]) return replayAnswer(rows[0], fingerprint);
  const done = await work(tx);
  await tx.execute(sql`
    insert into idempotency_keys (principal, key, fingerprint, status, location, body, created_at)
    values (${principal}, ${key}, ${fingerprint}, ${done.status}, ${done.headers.location ?? null}, ${done.json}, now())`);
  return done;
}
