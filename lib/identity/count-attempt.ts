import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';

/**
 * Counts one attempt under `bucket` in the current minute, shared by all processes through the database; throws
 * `too_many_requests` with `Retry-After` beyond `limit`. For callers who are not known yet (sign-in, tokens).
 */
export async function countAttempt(db: Queryable, bucket: string, limit: number): Promise<void> {
  const { rows } = await db.execute<{ count: number; left: number }>(
    sql`insert into rate_counters as r (principal, minute, count)
      values (${bucket}, floor(extract(epoch from now()) / 60), 1)
      on conflict (principal) do update set minute = excluded.minute,
        count = case when r.minute = excluded.minute then r.count + 1 else 1 end
      returning count, ceil(60 - extract(second from now()))::int as left`,
  );
  const [row] = rows;
  if (!row || row.count <= limit) return;
  throw new DomainError('too_many_requests', 'Too many attempts. Wait a minute, then try again.', {
    headers: { 'retry-after': String(row.left) },
  });
}
