import type { FieldName } from '#lib/routing/contract';

/** Fields whose name is not already what people call them. */
const WORDS: Partial<Record<FieldName, string>> = {
  sending_org: 'sending organization',
  study_instance_uid: 'study instance UID',
  patient_id: 'patient ID',
  patient_dob: 'date of birth',
  patient_zip_code: 'patient postcode',
  patient_email: 'patient e-mail address',
  reported_at: 'time of the report',
  processing_mode_code: 'processing mode',
  message_id: 'message ID',
  testing_lab_clia: 'testing lab CLIA number',
  reporting_facility_clia: 'reporting facility CLIA number',
};

/** What people call a field: procedure_code → "procedure code". */
export function fieldInWords(field: FieldName): string {
  return WORDS[field] ?? field.replaceAll('_', ' ');
}
