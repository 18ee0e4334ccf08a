import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import { markFiles, TAKES_MARK } from '#lib/submissions/supersede-older';
import { GUARDED_APPOINTMENT, NEW_VERSION, type WrittenVersion } from '#lib/submissions/write-version';
import type { FilterFailure, FilterType } from '#lib/routing/contract';

const $ = sql.placeholder;

/** One routing of the item, as the writing statement stores it. */
export interface RoutingRow {
  destination: string;
  state: 'outside' | 'filtered' | 'skipped' | 'waiting' | 'superseded';
  filter_type: FilterType | null;
  failures: FilterFailure[] | null;
}

/** One file to be delivered. */
export interface DeliveryRow {
  report_id: string;
  destination: string;
  organization: string;
  file_type: string;
  /** `ready`: a file that its destination fetches; `queued`: one that a worker sends. */
  state: 'queued' | 'ready';
  file_name: string;
  /** ISO instants. */
  next_attempt_at: string;
  expires_at: string;
  /** It is put into one file with others when `next_attempt_at` has come. */
  gathers: boolean;
}

/** Everything that an accepted report is about to do. Bytes as Buffers, `*Json` as JSON text. */
export interface AcceptedReport extends WrittenVersion {
  sender: string;
  topic: string;
  correlationId: string;
  /** The names of the rules in `overridesJson`, for the audit. */
  overriddenChecks: string | null;
  fieldsJson: string;
  orderKey: string;
  routingsJson: string;
  deliveriesJson: string;
  /** Destinations whose older open files this version supersedes. */
  supersedes: string[];
  destinationsJson: string;
  overallStatus: string;
  deliveryState: string;
  warningCount: number;
  /** The request's key, or null; then the fingerprint and the answer to keep. */
  key: string | null;
  fingerprint: Buffer | null;
  answerStatus: number;
  answerLocation: string;
  answerBody: string;
  auditAction: string;
}

const statement = defineStatement<AcceptedReport, { submissionId: number }>(sql`
${GUARDED_APPOINTMENT},
submission as (
  insert into submissions (report_id, organization, sender, topic, source, http_status, report_item_count,
    appointment_key, version, principal, correlation_id, received_at, routed_at, valid_item_count, overall_status,
    delivery_state, destinations, warning_count)
  select ${$('reportGuid')}::uuid, ${$('domain')}, ${$('sender')}, ${$('topic')}, ${$('source')}, 201, 1, id, ${$('version')}::int,
    ${$('principal')}, ${$('correlationId')}, now, now, 1, ${$('overallStatus')}, ${$('deliveryState')},
    ${$('destinationsJson')}::jsonb, ${$('warningCount')}::int
  from appointment
  returning id, received_at
),
${NEW_VERSION},
item as (
  insert into submission_items (submission_id, item_index, tracking_id, report_guid, fields)
  select id, 1, ${$('reportGuid')}, ${$('reportGuid')}::uuid, ${$('fieldsJson')}::jsonb from submission
),
routing as (
  insert into routings (submission_id, item_index, destination, state, filter_type, failures, order_key, version,
    organization, received_at)
  select submission.id, 1, r.destination, r.state, r.filter_type, r.failures, ${$('orderKey')}, ${$('version')}::int,
    ${$('domain')}, submission.received_at
  from submission, jsonb_to_recordset(${$('routingsJson')}::jsonb)
    as r(destination text, state text, filter_type text, failures jsonb)
),
older as (
  update delivery_items i set superseded_by = ${$('reportGuid')}::uuid from submission
  where i.order_key = ${$('orderKey')} and i.destination = any (${$('supersedes')}::text[])
    and i.version < ${$('version')}::int and ${TAKES_MARK}
  returning i.delivery_id
),
superseded as (
  ${markFiles(sql`(select received_at from submission)`)}
),
delivery as (
  insert into deliveries (report_id, destination, organization, state, withdrawal, item_count, next_attempt_at, file_type,
    file_name, created_at, expires_at, gathers)
  select d.report_id, d.destination, d.organization, d.state, ${$('reportStatus')}::text = 'withdrawn', 1,
    greatest(d.next_attempt_at, submission.received_at), d.file_type, d.file_name, submission.received_at, d.expires_at,
    d.gathers
  from submission, jsonb_to_recordset(${$('deliveriesJson')}::jsonb) as d(report_id uuid, destination text, organization text,
    state text, file_type text, file_name text, next_attempt_at timestamptz, expires_at timestamptz, gathers boolean)
  returning id, destination
),
delivery_item as (
  insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
  select submission.id, 1, delivery.id, delivery.destination, ${$('orderKey')}, ${$('version')}::int
  from submission, delivery
),
audit as (
  insert into audit_events (at, principal, action, organization, entity, entity_id, detail, correlation_id)
  select received_at, ${$('principal')}, ${$('auditAction')}, ${$('domain')}, 'report', ${$('reportGuid')},
    jsonb_strip_nulls(jsonb_build_object('submissionId', id, 'version', ${$('version')}::int,
      'reportStatus', ${$('reportStatus')}::text, 'overriddenChecks', ${$('overriddenChecks')}::text)),
    ${$('correlationId')}
  from submission
),
answer as (
  insert into idempotency_keys (principal, key, fingerprint, status, location, body, created_at)
  select ${$('principal')}, ${$('key')}, ${$('fingerprint')}, ${$('answerStatus')}::int, ${$('answerLocation')},
    ${$('answerBody')}, now()
  from submission where ${$('key')}::text is not null
)
select id as "submissionId" from submission`);

/**
 * The one writing statement of a submission (architecture.md, hop 8): version, submission, item, routings, deliveries,
 * superseded marks, audit row and idempotency answer commit together or not at all. Null when the guard failed: the
 * appointment changed since it was read, so the decision must be made again. Throws SQLSTATE 23505 when another request
 * stored the same key first, 55P03 when a lock was not granted in time.
 */
export async function acceptSubmission(db: Queryable, report: AcceptedReport): Promise<number | null> {
  const [row] = await statement(db, report);
  return row?.submissionId ?? null;
}
