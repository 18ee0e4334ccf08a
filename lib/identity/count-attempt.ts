import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';

type Counted = { count: number; left: number };

const minute = sql`floor(extract(epoch from now()) / 60)`;
const left = sql`ceil(60 - extract(second from now()))::int`;

/**
 * Counts one attempt under `bucket` in the current minute, shared by all processes through the database; throws
 * `too_many_requests` with `Retry-After` beyond `limit`. For callers who are not known yet (sign-in, tokens).
 */
export async function countAttempt(db: Queryable, bucket: string, limit: number): Promise<void> {
  const { rows } = await db.execute<Counted>(
    sql`insert into rate_counters as r (principal, minute, count) values (${bucket}, ${minute}, 1)
      on conflict (principal) do update set minute = excluded.minute,
        count = case when r.minute = excluded.minute then r.count + 1 else 1 end
      returning count, ${left} as left`,
  );
  if (rows[0] && rows[0].count > limit) throw tooMany(rows[0]);
}

/** Throws when one more attempt would be beyond `limit`, and counts none: for buckets that count failures only. */
export async function checkAttempts(db: Queryable, bucket: string, limit: number): Promise<void> {
  const { rows } = await db.execute<Counted>(
    sql`select count, ${left} as left from rate_counters where principal = ${bucket} and minute = ${minute}`,
  );
  if (rows[0] && rows[0].count >= limit) throw tooMany(rows[0]);
}

const tooMany = (counted: Counted): DomainError =>
  new DomainError('too_many_requests', 'Too many attempts. Wait a minute, then try again.', {
    headers: { 'retry-after': String(counted.left) },
  });
