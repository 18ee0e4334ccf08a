import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';
import { contentsOf, type KeptContent, type KeptContents } from '#lib/attempts/keep-content';
import { clockOf } from '#lib/delivery/move-file';
import type { TransportResult } from '#lib/transports/contract';

interface Attempt {
  deliveryId: number;
  attempt: number;
  result: TransportResult;
  /** How long it took, until now. */
  seconds: number;
  kept: KeptContents | undefined;
  /** Why the file was not delivered. */
  detail: string | null;
}

/** Writes an attempt with what it sent and was answered, in one statement; bytes that the file's attempts have already, once. */
export async function recordAttempt(context: Context, tx: Queryable, told: Attempt): Promise<void> {
  const { deliveryId, attempt, result, seconds, kept, detail } = told;
  const { sent = null, reply = null } = kept ?? {};
  const now = clockOf(context);
  await tx.execute(sql`${keep(deliveryId, kept ? contentsOf(kept) : [], now)} insert into delivery_attempts
    (delivery_id, attempt, started_at, finished_at, outcome, detail, content_sha256, address, reply_status, reply_sha256)
    values (${deliveryId}, ${attempt}, ${now} - make_interval(secs => ${seconds}), ${now}, ${result.outcome}, ${detail},
      ${sent?.sha256 ?? null}, ${result.address ?? null}, ${result.status ?? null}, ${reply?.sha256 ?? null})
    on conflict do nothing`);
}

/** As part of another statement: what was kept before is kept from now on, without being written again. */
function keep(deliveryId: number, contents: readonly KeptContent[], now: SQL): SQL {
  if (contents.length === 0) return sql``;
  const rows = contents.map(
    ({ sha256, sealed, byteCount }) =>
      sql`(${deliveryId}::bigint, ${sha256}::bytea, ${sealed}::bytea, ${byteCount}::int, ${now})`,
  );
  return sql`with kept as (insert into delivery_contents (delivery_id, sha256, sealed, byte_count, kept_at)
    values ${sql.join(rows, sql`, `)}
    on conflict (delivery_id, sha256) do update set kept_at = excluded.kept_at)`;
}
