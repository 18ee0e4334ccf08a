import { sql } from 'drizzle-orm';

const $ = sql.placeholder;

/** One version of an appointment's report, as it is written. Bytes as Buffers, `*Json` as JSON text. */
export interface WrittenVersion {
  /** ISO instant of an injected clock, or null for the database's. */
  at: string | null;
  appointmentKey: number;
  /** The appointment's row version when the decision was made: the guard. */
  rowVersion: number;
  /** A withdrawal may reopen a closed appointment; every other submission needs an open one. */
  reopens: boolean;
  domain: string;
  source: 'portal' | 'partner' | 'reportstream';
  principal: string;
  version: number;
  reportGuid: string;
  reportStatus: 'preliminary' | 'final' | 'withdrawn';
  resultStatus: 'P' | 'F' | 'C' | 'X';
  reportText: string;
  reportFormat: string;
  clinicianName: string | null;
  clinicianProviderNumber: string | null;
  clinicianEmail: string | null;
  reportedAtUtc: string;
  reason: string | null;
  /** Checks that were overridden and why; null without. */
  overridesJson: string | null;
  textSha256: Buffer;
  contentSha256: Buffer;
  recordSha256: Buffer;
  snapshotJson: string;
}

/**
 * The head of a writing statement: `clock`, and `appointment` moved on to the new version, which gives no row when the guard
 * fails (the appointment changed, or is closed). Placeholders: WrittenVersion.
 */
export const GUARDED_APPOINTMENT = sql`with clock as (select coalesce(${$('at')}::timestamptz, now()) as now),
appointment as (
  update appointments a set
    row_version = a.row_version + 1, current_version = ${$('version')}, current_report_guid = ${$('reportGuid')}::uuid,
    current_report_status = ${$('reportStatus')}, current_result_status = ${$('resultStatus')},
    current_content_sha256 = ${$('contentSha256')},
    current_chain_hash = sha256(coalesce(a.current_chain_hash, ''::bytea) || ${$('recordSha256')}::bytea
      || convert_to((extract(epoch from clock.now) * 1000000)::bigint::text, 'UTF8')),
    first_final_at = case ${$('reportStatus')}::text when 'final' then coalesce(a.first_final_at, clock.now) end,
    status = 'PENDING REPORTING', updated_at = clock.now
  from clock, organizations o
  where a.id = ${$('appointmentKey')} and a.row_version = ${$('rowVersion')} and o.name = a.domain
    and (${$('reopens')}::boolean or (a.status = 'PENDING REPORTING' and (a.first_final_at is null
      or a.first_final_at + make_interval(mins => o.correction_window_minutes) > clock.now)))
  returning a.id, a.current_chain_hash, clock.now
)`;

/** The part that stores the version itself; goes with `GUARDED_APPOINTMENT`. */
export const NEW_VERSION = sql`version as (
  insert into report_versions (report_guid, appointment_key, version, report_status, result_status, report_text,
    report_format, clinician_name, clinician_provider_number, clinician_email, reported_at_utc, reason, overrides,
    source, principal, text_sha256, content_sha256, record_sha256, previous_hash, chain_hash, snapshot, accepted_at)
  select ${$('reportGuid')}::uuid, appointment.id, ${$('version')}::int, ${$('reportStatus')}, ${$('resultStatus')},
    ${$('reportText')}, ${$('reportFormat')}, ${$('clinicianName')}, ${$('clinicianProviderNumber')},
    ${$('clinicianEmail')}, ${$('reportedAtUtc')}, ${$('reason')}, ${$('overridesJson')}::jsonb,
    ${$('source')}, ${$('principal')},
    ${$('textSha256')}, ${$('contentSha256')}, ${$('recordSha256')},
    (select a.current_chain_hash from appointments a where a.id = appointment.id), appointment.current_chain_hash,
    ${$('snapshotJson')}::jsonb, appointment.now
  from appointment
)`;
