import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import { isOpen } from '#lib/appointments/window';
import { KEY_LIFETIME, type StoredAnswer } from '#lib/idempotency/replay-answer';
import type { ReportStatus, ResultStatus } from '#lib/reports/rules';

/** An appointment as a submission needs it: the head of its version chain, and patient and exam as they are now. */
export interface HeadRow {
  id: number;
  rowVersion: number;
  open: boolean;
  currentVersion: number;
  currentReportGuid: string | null;
  currentReportStatus: ReportStatus | null;
  currentResultStatus: ResultStatus | null;
  /** Hex. */
  currentContentSha256: string | null;
  snapshot: Record<string, string | null>;
}

/** What a submission reads before it writes. */
export interface PreparedSubmission {
  answer: StoredAnswer | null;
  head: HeadRow | null;
}

export interface HeadInput {
  domain: string;
  appointmentId: string;
  /** The Idempotency-Key, or null. */
  key: string | null;
  /** ISO instant of an injected clock, or null for the database's. */
  at: string | null;
}

const now = sql`coalesce(${sql.placeholder('at')}::timestamptz, now())`;

/**
 * A scalar subquery with the key's stored answer and the appointment's head, to be read alongside the caller. The key is
 * looked up before the state, so a replay works after the appointment has closed. Placeholders: HeadInput.
 */
export const headOf = (principal: SQL): SQL => sql`select json_build_object(
    'answer', (select json_build_object('fingerprint', encode(k.fingerprint, 'hex'), 'status', k.status,
        'location', k.location, 'body', k.body)
      from idempotency_keys k
      where k.principal = ${principal} and k.key = ${sql.placeholder('key')}
        and k.created_at > now() - interval '${sql.raw(KEY_LIFETIME)}'),
    'head', (select json_build_object('id', a.id, 'rowVersion', a.row_version, 'open', ${isOpen(now)},
        'currentVersion', a.current_version, 'currentReportGuid', a.current_report_guid,
        'currentReportStatus', a.current_report_status, 'currentResultStatus', a.current_result_status,
        'currentContentSha256', encode(a.current_content_sha256, 'hex'),
        'snapshot', json_build_object('status', a.status, 'scheduledSite', a.scheduled_site,
          'appointmentDate', a.appointment_date, 'startTime', a.start_time, 'patientId', a.patient_id,
          'patientName', a.patient_name, 'patientDateOfBirth', a.patient_date_of_birth, 'patientSex', a.patient_sex,
          'modality', a.modality, 'studyDescription', a.study_description, 'procedureCode', a.procedure_code,
          'accessionNumber', a.accession_number, 'studyInstanceUid', a.study_instance_uid, 'bodyPart', a.body_part,
          'laterality', a.laterality, 'priority', a.priority, 'referrerName', a.referrer_name))
      from appointments a join organizations o on o.name = a.domain
      where a.domain = ${sql.placeholder('domain')} and a.appointment_id = ${sql.placeholder('appointmentId')}))`;

const statement = defineStatement<
  HeadInput & { principal: string },
  { prepared: PreparedSubmission; now: Date; settingsVersion: number }
>(
  sql`select (${headOf(sql`${sql.placeholder('principal')}`)}) as prepared, ${now} as now,
    (select version from settings_version) as "settingsVersion"`,
);

/** The same read by itself: after a lost race, and for submissions that no HTTP request carries. */
export async function readHead(db: Queryable, input: HeadInput & { principal: string }) {
  const [row] = await statement(db, input);
  if (!row) throw new Error('The preparatory read returned no row.');
  return row;
}
