import type { Appointment } from '#lib/appointments/contract';

const FIELD_WORDS = {
  accessionNumber: 'accession number',
  studyInstanceUid: 'Study Instance UID',
  appointmentId: 'appointment id',
  patientId: 'patient id',
} as const;
type ViewerField = keyof typeof FIELD_WORDS;

/** Where an organization's image viewer shows an appointment, or what the appointment lacks for that. */
export function viewerAddress(template: string, appointment: Appointment): { url: string } | { missing: string } {
  const named = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as ViewerField);
  const missing = named.find((name) => !appointment[name]);
  if (missing) return { missing: FIELD_WORDS[missing] };
  return {
    url: template.replaceAll(/\{(\w+)\}/g, (_, name: ViewerField) => encodeURIComponent(appointment[name] ?? '')),
  };
}
