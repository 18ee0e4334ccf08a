import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import type { DestinationTally } from '#db/tables/submissions';
import type { FilterFailure, FilterType } from '#lib/routing/contract';
import type { SubmissionMessage } from '#lib/submissions/consolidate-messages';
import type { DeliveryState, OverallStatus } from '#lib/submissions/overall-status';

/** A routing whose verdict or fate history has to tell in words. */
export interface ToldRouting {
  itemIndex: number;
  trackingId: string;
  destination: string;
  state: string;
  filterType: FilterType | null;
  failures: FilterFailure[] | null;
  supersededBy: string | null;
  /** The verdict before a person had it routed again. */
  earlier: { state: string; filterType: FilterType; failures: FilterFailure[]; until: string } | null;
}

/** A file that carries items of this submission; `itemCount` counts those only, without what was superseded before. */
export interface ToldFile {
  reportId: string;
  destination: string;
  state: 'queued' | 'sending' | 'retrying' | 'ready' | 'sent' | 'downloaded' | 'failed' | 'superseded';
  fileName: string | null;
  closedAt: string | null;
  nextAttemptAt: string;
  /** Of one that can be fetched now: until when. */
  expires: string | null;
  attempts: number;
  lastError: string | null;
  itemCount: number;
}

/** One try to hand a file over. */
export interface ToldAttempt {
  destination: string;
  reportId: string;
  attempt: number;
  startedAt: string;
  finishedAt: string;
  outcome: 'delivered' | 'retry' | 'failed';
  detail: string | null;
  address: string | null;
  /** What it sent or was answered is still kept, and is of the submission's organization alone. */
  isKept: boolean;
}

/** A destination of the submission whose files wait: it is paused, or does not answer. */
export interface ToldStall {
  destination: string;
  pausedSince: string | null;
  pauseReason: string | null;
  degradedSince: string | null;
  probeAt: string | null;
}

/** Everything history shows of one submission, as read in one statement. */
export interface HistoryRow {
  id: number;
  reportId: string | null;
  organization: string;
  sender: string;
  topic: string | null;
  source: 'portal' | 'partner' | 'reportstream';
  actionName: string;
  httpStatus: number;
  externalName: string | null;
  reportItemCount: number | null;
  receivedAt: Date;
  overallStatus: OverallStatus;
  deliveryState: DeliveryState;
  validItemCount: number;
  destinations: DestinationTally[];
  errorCount: number;
  warningCount: number;
  lastReachedAt: Date | null;
  version: number | null;
  appointmentId: string | null;
  reportStatus: 'preliminary' | 'final' | 'withdrawn' | null;
  messages: (SubmissionMessage & { level: 'error' | 'warning' })[] | null;
  routings: ToldRouting[] | null;
  files: ToldFile[] | null;
  routedAt: Date | null;
  /** Only when it is explained. */
  attempts: ToldAttempt[] | null;
  /** Destinations that still hold an older version of one of its orders than the current one, which did not get there. */
  outdated: string[] | null;
  stalls: ToldStall[] | null;
}

/** Which submission: exactly one of the two is set. */
export interface HistoryInput {
  submissionId: number | null;
  reportId: string | null;
  /** Organizations whose submissions the reader may see; null = all. */
  organizations: string[] | null;
  /** Also the routings with nothing to tell: those that simply went through. */
  explain: boolean;
}

const $ = sql.placeholder;

const messages: SQL = sql`select json_agg(json_build_object('level', m.level, 'scope', m.scope, 'itemIndex', m.item_index,
    'trackingId', m.tracking_id, 'field', m.field, 'errorCode', m.error_code, 'message', m.message) order by m.id)
  from submission_messages m where m.submission_id = s.id`;

// `offset 0` holds the planner to one look-up a row by the whole key: without statistics of a payload that has just come it
// takes many items for one, and reads all of them for each.
const routings: SQL = sql`select json_agg(json_build_object('itemIndex', r.item_index, 'trackingId', i.tracking_id,
    'destination', r.destination, 'state', r.state, 'filterType', r.filter_type, 'failures', r.failures,
    'supersededBy', r.superseded_by, 'earlier', r.earlier) order by r.destination, r.item_index)
  from routings r cross join lateral (select tracking_id from submission_items i
    where i.submission_id = r.submission_id and i.item_index = r.item_index offset 0) i
  where r.submission_id = s.id and (${$('explain')}::boolean or r.state in ('filtered', 'superseded'))`;

const files: SQL = sql`select json_agg(json_build_object('reportId', d.report_id, 'destination', d.destination,
    'state', d.state, 'fileName', d.file_name, 'closedAt', d.closed_at, 'nextAttemptAt', d.next_attempt_at,
    'expires', case when d.state = 'ready' and not d.has_superseded and d.offered_at <= now() then d.expires_at end,
    'attempts', d.attempts, 'lastError', d.last_error, 'itemCount', d.own_items) order by d.id)
  from (select d.*, count(*) filter (where r.state <> 'superseded') as own_items
    from delivery_items i join deliveries d on d.id = i.delivery_id
    cross join lateral (select state from routings r where r.submission_id = i.submission_id
      and r.destination = d.destination and r.item_index = i.item_index offset 0) r
    where i.submission_id = s.id group by d.id) d`;

const attempts: SQL = sql`select json_agg(json_build_object('destination', d.destination, 'reportId', d.report_id,
    'attempt', t.attempt, 'startedAt', t.started_at, 'finishedAt', t.finished_at, 'outcome', t.outcome,
    'detail', t.detail, 'address', t.address, 'isKept', exists (select 1 from delivery_contents c
      where c.delivery_id = d.id and c.sha256 in (t.content_sha256, t.reply_sha256))
    and not exists (select 1 from delivery_items o join submissions other on other.id = o.submission_id
      where o.delivery_id = d.id and other.organization <> s.organization))
    order by t.started_at, d.id, t.attempt)
  from deliveries d join delivery_attempts t on t.delivery_id = d.id
  where d.id in (select delivery_id from delivery_items where submission_id = s.id)`;

/** Orders of the submission's items with their current versions: of appointments, and of what is filed with none. */
const orders: SQL = sql`select a.domain || '/' || a.appointment_id as key, a.current_version as current
  from appointments a where a.id = any (array(select i.appointment_key
    from submission_items i where i.submission_id = s.id and i.appointment_key is not null) || s.appointment_key)
  union all select h.order_key, h.version from order_heads h where s.source = 'reportstream'
    and h.order_key in (select r.order_key from routings r where r.submission_id = s.id)`;

const outdated: SQL = sql`select json_agg(distinct h.destination) from (${orders}) w
  cross join lateral (select o.destination, max(o.version) filter (where o.state = 'delivered') as held,
      min(o.state) filter (where o.version = w.current) as fate
    from routings o where o.order_key = w.key group by o.destination) h
  where h.held < w.current and (h.fate is null or h.fate in ('filtered', 'failed', 'outside'))`;

const stalls: SQL = sql`select json_agg(json_build_object('destination', w.destination, 'pausedSince', w.paused_since,
    'pauseReason', w.pause_reason, 'degradedSince', w.degraded_since, 'probeAt', w.probe_at))
  from destination_states w where (w.paused_since is not null or w.degraded_since is not null)
    and w.destination in (select t->>'destination' from jsonb_array_elements(s.destinations) t)`;

const statement = defineStatement<HistoryInput, HistoryRow>(sql`
select s.id, s.report_id as "reportId", s.organization, s.sender, s.topic, s.source, s.action_name as "actionName",
  s.http_status as "httpStatus", s.external_name as "externalName", s.report_item_count as "reportItemCount",
  s.received_at as "receivedAt", s.overall_status as "overallStatus", s.delivery_state as "deliveryState",
  s.valid_item_count as "validItemCount", s.destinations, s.error_count as "errorCount",
  s.warning_count as "warningCount", s.last_reached_at as "lastReachedAt", s.version,
  a.appointment_id as "appointmentId", v.report_status as "reportStatus",
  s.routed_at as "routedAt", (${messages}) as messages,
  case when s.routed_at is not null then (${routings}) end as routings,
  case when s.routed_at is not null then (${files}) end as files,
  case when ${$('explain')}::boolean then (${attempts}) end as attempts,
  case when s.routed_at is not null then (${outdated}) end as outdated, (${stalls}) as stalls
from submissions s
left join appointments a on a.id = s.appointment_key
left join report_versions v on v.appointment_key = s.appointment_key and v.version = s.version
where (s.id = ${$('submissionId')}::bigint or s.report_id = ${$('reportId')}::uuid
    or s.id = (select i.submission_id from submission_items i
      where i.report_guid = ${$('reportId')}::uuid and i.appointment_key is not null limit 1))
  and (${$('organizations')}::text[] is null or s.organization = any (${$('organizations')}::text[]))`);

/** Reads one submission with all that history shows, one indexed look-up per table; null when the reader has no such one. */
export async function readHistory(db: Queryable, input: HistoryInput): Promise<HistoryRow | null> {
  const [row] = await statement(db, input);
  return row ?? null;
}
