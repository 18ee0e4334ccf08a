import { sql } from 'drizzle-orm';
import { transaction, type Database } from '#db/client';
import { reportText } from './report-text.ts';
import { ORGANIZATION } from './settings.ts';

const TEXT = reportText(4096);
const FATES = '"filtered":0,"skipped":0,"superseded":0,"retrying":0,"failed":0,"delivered":0,"waiting":1';

/**
 * Queues one file of 4 KB for a service of the bench's organization from each of `count` new reports, as accepting them
 * would, due now: a Bundle for the service `fhir`, else HL7. Their appointments are `{service}{n}`, n from `from` on.
 */
export async function fillQueue(db: Database, service: string, count: number, from = 1): Promise<void> {
  const destination = `${ORGANIZATION}.${service}`;
  await transaction(db, async (tx) => {
    await tx.execute(sql`
      create temp table queued on commit drop as
      select n, gen_random_uuid() as report_id, gen_random_uuid() as file_id, ${service}::text || n as appointment,
        clock_timestamp() as at, to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as iso
      from generate_series(${from}::int, ${from + count - 1}::int) n`);
    await tx.execute(sql`
      insert into appointments (domain, appointment_id, status, told_status, scheduled_site, appointment_date, patient_id,
        patient_name, modality, study_description, accession_number, priority, due_at, current_version,
        current_report_guid, current_report_status, first_final_at, created_at, updated_at)
      select ${ORGANIZATION}, appointment, 'FINALISED', 'PENDING REPORTING', 'Northside', at::date, 'P' || n, 'DOE, Jane',
        'CT', 'CT head', 'ACC' || n, 'ROUTINE', at, 1, report_id, 'final', at, at, at from queued`);
    await tx.execute(sql`
      insert into report_versions (report_guid, appointment_key, version, report_status, result_status, report_text,
        report_format, reported_at_utc, source, principal, text_sha256, content_sha256, record_sha256, chain_hash,
        snapshot, accepted_at)
      select q.report_id, a.id, 1, 'final', 'F', ${TEXT}::text, 'text/plain', iso, 'partner', 'client:bench-ris',
        sha256('t'), sha256('c'), sha256('r'), sha256(convert_to(q.appointment, 'UTF8')),
        jsonb_build_object('patientId', a.patient_id, 'patientName', a.patient_name, 'modality', 'CT',
          'studyDescription', 'CT head', 'accessionNumber', a.accession_number), at
      from queued q join appointments a on a.domain = ${ORGANIZATION} and a.appointment_id = q.appointment`);
    await tx.execute(sql`
      insert into submissions (report_id, organization, sender, topic, source, http_status, report_item_count,
        appointment_key, version, principal, correlation_id, received_at, routed_at, valid_item_count, overall_status,
        delivery_state, destinations, error_count, warning_count)
      select q.report_id, ${ORGANIZATION}, 'partner', 'radiology', 'partner', 201, 1, a.id, 1, 'client:bench-ris',
        'c' || q.n, at, at, 1, 'Waiting to Deliver', 'waiting',
        format(${`[{"destination":"%s","sendingAt":"%s",${FATES}}]`}, ${destination}::text, iso)::jsonb, 0, 0
      from queued q join appointments a on a.domain = ${ORGANIZATION} and a.appointment_id = q.appointment`);
    await tx.execute(sql`
      insert into submission_items (submission_id, item_index, tracking_id, report_guid, fields)
      select s.id, 1, q.report_id::text, q.report_id, '{}' from queued q join submissions s on s.report_id = q.report_id`);
    await tx.execute(sql`
      insert into routings (submission_id, item_index, destination, state, order_key, version, organization, received_at)
      select s.id, 1, ${destination}, 'waiting', ${ORGANIZATION} || '/' || q.appointment, 1, ${ORGANIZATION}, at
      from queued q join submissions s on s.report_id = q.report_id`);
    await tx.execute(sql`
      insert into deliveries (report_id, destination, organization, state, item_count, next_attempt_at, file_name,
        file_type, created_at, expires_at)
      select file_id, ${destination}, ${ORGANIZATION}, 'queued', 1, at,
        ${service} || '-' || n, ${service === 'fhir' ? 'FHIR' : 'HL7'}, at, at + interval '30 days' from queued`);
    await tx.execute(sql`
      insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
      select s.id, 1, d.id, ${destination}, ${ORGANIZATION} || '/' || q.appointment, 1 from queued q join submissions s on s.report_id = q.report_id
        join deliveries d on d.report_id = q.file_id`);
  });
  await db.execute(
    sql`vacuum analyze deliveries, delivery_items, routings, submissions, submission_items, report_versions`,
  );
}
