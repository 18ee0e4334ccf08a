import { ageAt, SEX_WORDS } from '#components/appointments/patient-words';
import type { Appointment } from '#lib/appointments/contract';

/** Names an appointment among all domains. */
export const keyOf = ({ domain, appointmentId }: Pick<Appointment, 'domain' | 'appointmentId'>): string =>
  `${domain}/${appointmentId}`;

/** `64 years, female`; what is not known is left out. `today` (yyyy-MM-dd) stands in for an examination without a day. */
export function ageAndSex(
  { patientDateOfBirth, patientSex, appointmentDate }: Appointment,
  today: string,
): string | null {
  const age = patientDateOfBirth === null ? null : ageAt(patientDateOfBirth, appointmentDate ?? today);
  const sex = patientSex === null ? null : (SEX_WORDS[patientSex] ?? null);
  return [age, sex].filter((word) => word !== null).join(', ') || null;
}

/** `LEFT` as a word in a sentence. */
export const sideWord = (laterality: string | null): string | null =>
  laterality === null || laterality === ''
    ? null
    : laterality.charAt(0).toUpperCase() + laterality.slice(1).toLowerCase();

export const patientWord = ({ patientName }: Pick<Appointment, 'patientName'>): string => patientName ?? 'Name unknown';
