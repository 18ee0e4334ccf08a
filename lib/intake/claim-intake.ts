import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import type { IntakeOrigin } from '#lib/intake/route-intake-item';

/** Seconds that a claim of a batch holds. */
const LEASE_SECONDS = 60;

/** A payload whose next items a worker reads. */
export interface ClaimedIntake extends IntakeOrigin {
  submissionId: number;
  /** Of the submission, which the first and only item of a payload shares. */
  reportId: string;
  itemCount: number;
  principal: string;
  correlationId: string;
  receivedAt: Date;
  format: 'HL7' | 'FHIR';
  allowDuplicate: boolean;
  nextIndex: number;
  leaseToken: number;
  attempts: number;
}

const statement = defineStatement<{ leaseSeconds: number }, ClaimedIntake>(sql`
with taken as (
  update intakes set due_at = now() + make_interval(secs => ${sql.placeholder('leaseSeconds')}),
    lease_token = lease_token + 1, attempts = attempts + 1
  where submission_id = (select i.submission_id from intakes i
    where i.finished_at is null and i.due_at <= now() and not exists (select 1 from intakes o
      where o.finished_at is null and o.organization = i.organization and o.sender = i.sender
        and o.submission_id < i.submission_id)
    order by i.due_at limit 1 for update skip locked)
  returning *
)
select s.id as "submissionId", s.report_id as "reportId", s.report_item_count as "itemCount", s.principal,
  s.correlation_id as "correlationId", s.received_at as "receivedAt", t.organization, t.sender, s.topic, t.format,
  t.route_to as "routeTo", t.skip_send as "skipSend", t.send_immediately as "sendImmediately",
  t.allow_duplicate as "allowDuplicate", t.defaults, t.next_index as "nextIndex", t.lease_token as "leaseToken", t.attempts
from taken t join submissions s on s.id = t.submission_id`);

/**
 * Takes the payload that has waited longest since its last batch, for one batch: payloads of several senders take turns, and
 * a sender's own are read one after another, in the order in which they came. Null when none is due.
 */
export async function claimIntake(db: Queryable): Promise<ClaimedIntake | null> {
  const [claimed] = await statement(db, { leaseSeconds: LEASE_SECONDS });
  return claimed ?? null;
}
