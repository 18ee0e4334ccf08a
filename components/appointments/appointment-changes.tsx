import { sideWord } from '#components/appointments/appointment-words';
import { SEX_WORDS } from '#components/appointments/patient-words';
import type { AppointmentSnapshot } from '#lib/appointments/contract';

/** What says whose report it is, and of what. */
export const IDENTITY = {
  patientName: 'Name',
  patientId: 'Patient id',
  patientDateOfBirth: 'Date of birth',
  patientSex: 'Sex',
  accessionNumber: 'Accession',
  studyDescription: 'Examination',
  laterality: 'Side',
} as const;

/** All that a printed report says of patient, examination and order. */
export const IDENTITY_AND_ORDER = {
  ...IDENTITY,
  modality: 'Modality',
  appointmentDate: 'Date of the examination',
  referrerName: 'Referrer',
  scheduledSite: 'Site',
} as const;

type Field = keyof typeof IDENTITY_AND_ORDER;

export interface AppointmentChange {
  name: string;
  before: string;
  now: string;
}

/** How an appointment differs from what it was, in words, for the fields that `names` names. */
export const changesBetween = (
  before: Pick<AppointmentSnapshot, Field>,
  now: Pick<AppointmentSnapshot, Field>,
  names: Partial<Record<Field, string>>,
): AppointmentChange[] =>
  (Object.keys(names) as Field[])
    .filter((field) => before[field] !== now[field])
    .map((field) => ({
      name: names[field] ?? field,
      before: wordOf(field, before[field]),
      now: wordOf(field, now[field]),
    }));

function wordOf(field: Field, value: string | null): string {
  if (value === null || value === '') return 'none';
  if (field === 'patientSex') return SEX_WORDS[value] ?? value;
  return (field === 'laterality' && sideWord(value)) || value;
}
