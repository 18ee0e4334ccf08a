import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';

/**
 * Appointments whose versions are not 1, 2, 3 …, whose head is not the newest, or whose hashes do not follow from one
 * another: chain hash = SHA-256(previous chain hash ‖ record hash ‖ accepted time in microseconds as text).
 */
export async function brokenChains(db: Queryable): Promise<string[]> {
  const { rows } = await db.execute<{ appointment_id: string }>(sql`
    with versions as (
      select v.*, a.appointment_id, a.current_version, a.current_report_guid, a.current_chain_hash,
        row_number() over chain as place, lag(v.chain_hash) over chain as before,
        count(*) over (partition by v.appointment_key) as total
      from report_versions v join appointments a on a.id = v.appointment_key
      window chain as (partition by v.appointment_key order by v.version)
    )
    select distinct appointment_id from versions
    where version <> place or current_version <> total or previous_hash is distinct from before
      or chain_hash <> sha256(coalesce(before, ''::bytea) || record_sha256
        || convert_to((extract(epoch from accepted_at) * 1000000)::bigint::text, 'UTF8'))
      or (version = total and (current_report_guid, current_chain_hash) is distinct from (report_guid, chain_hash))`);
  return rows.map((row) => row.appointment_id);
}
