import type { ItemFields } from '#lib/routing/contract';
import type { VersionRecord } from '#lib/reports/chain';

/** Patient and exam, as a version's snapshot and a payload's item both name them. */
type Exam = Partial<
  Record<
    | 'modality'
    | 'procedureCode'
    | 'studyDescription'
    | 'bodyPart'
    | 'laterality'
    | 'accessionNumber'
    | 'studyInstanceUid'
    | 'patientId'
    | 'patientName'
    | 'patientDateOfBirth'
    | 'patientSex'
    | 'referrerName',
    string | null
  >
>;

/** What filters see of patient and exam, whichever way a report came. */
export const examFields = (exam: Exam) => ({
  modality: exam.modality,
  procedure_code: exam.procedureCode,
  study_description: exam.studyDescription,
  body_part: exam.bodyPart,
  laterality: exam.laterality,
  accession_number: exam.accessionNumber,
  study_instance_uid: exam.studyInstanceUid,
  patient_id: exam.patientId,
  patient_name: exam.patientName,
  patient_dob: exam.patientDateOfBirth,
  patient_sex: exam.patientSex,
  ordering_provider: exam.referrerName,
});

/** What filters see of a portal or partner report, but for its text: from the appointment and the report. */
export function itemFields(record: VersionRecord, sender: string, topic: string): ItemFields {
  const exam = record.snapshot;
  const fields: Record<string, string | null | undefined> = {
    sending_org: record.domain,
    sender,
    topic,
    domain: record.domain,
    site: exam.scheduledSite,
    ...examFields(exam),
    clinician_name: record.clinicianName,
    clinician_provider_number: record.clinicianProviderNumber,
    report_status: record.reportStatus,
    report_format: record.reportFormat,
    priority: exam.priority,
    exam_date: exam.appointmentDate,
    reported_at: record.reportedAtUtc,
    processing_mode_code: 'P',
    message_id: record.reportGuid,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as ItemFields;
}
