import { SEX_WORDS } from '#components/appointments/patient-words';
import type { UnmatchedDetail } from '#lib/intake/items-contract';

/** An appointment as far as an item is compared with it. */
export type Candidate = UnmatchedDetail['candidates'][number];

/** `unknown`: one of the two does not tell. */
export type Verdict = 'same' | 'differs' | 'unknown';

export interface Comparison {
  name: string;
  /** As shown; null where it is not told. */
  item: string | null;
  appointment: string | null;
  /** null for what is worded freely: it is shown, and only a person can compare it. */
  verdict: Verdict | null;
}

type Field = Exclude<keyof Candidate, 'appointmentId' | 'currentReportStatus'>;

const FIELDS: readonly (readonly [Field, string, ((value: string) => string) | null])[] = [
  [
    'patientName',
    'Name',
    (name) =>
      name
        .toLowerCase()
        .replaceAll(/[\s,.^]+/g, ' ')
        .trim(),
  ],
  ['patientId', 'Patient id', (id) => id],
  ['patientDateOfBirth', 'Date of birth', (date) => date],
  ['patientSex', 'Sex', (sex) => sex],
  ['accessionNumber', 'Accession', (number) => number],
  ['studyDescription', 'Examination', null],
];

/** What an item and an appointment say of patient and examination, side by side. Names are compared without case and commas. */
export function compareIdentity(exam: UnmatchedDetail['exam'], candidate: Candidate): Comparison[] {
  return FIELDS.map(([field, name, plain]) => {
    const [item, appointment] = [exam[field] || null, candidate[field] || null];
    return {
      name,
      item: show(field, item),
      appointment: show(field, appointment),
      verdict: plain && judge(item, appointment, plain),
    };
  });
}

function judge(item: string | null, appointment: string | null, plain: (value: string) => string): Verdict {
  if (item === null || appointment === null) return 'unknown';
  return plain(item) === plain(appointment) ? 'same' : 'differs';
}

const show = (field: Field, value: string | null): string | null =>
  value !== null && field === 'patientSex' ? (SEX_WORDS[value] ?? value) : value;

/** The names of what differs, as a sentence lists them. */
export const differencesIn = (comparisons: readonly Comparison[]): string[] =>
  comparisons.flatMap(({ name, verdict }) => (verdict === 'differs' ? [name.toLowerCase()] : []));
