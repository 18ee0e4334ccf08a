/** Every check before signing, in the order in which checks of the same place are listed. */
export const CHECK_RULES = [
  'empty-report',
  'byte-limit',
  'untouched-field',
  'missing-impression',
  'side-mismatch',
  'sex-specific-term',
  'other-patient',
] as const;
export type CheckRule = (typeof CHECK_RULES)[number];

/** `stop` cannot be overridden, `block` needs an override with a reason, `warn` is shown and signing goes on. */
export type CheckSeverity = 'stop' | 'block' | 'warn';

/** A report before signing, and what the order and the record say of its patient. */
export interface ReportToCheck {
  reportText: string;
  reportStatus: 'preliminary' | 'final';
  patientName: string | null;
  patientSex: string | null;
  /** yyyy-MM-dd */
  patientDateOfBirth: string | null;
  studyDescription: string | null;
  laterality: string | null;
  bodyPart: string | null;
  modality: string | null;
  /** Patients whom this reader had open lately, as `FAMILY, Given` or `FAMILY^Given`; never this one. */
  otherPatients: readonly string[];
}

/** A place in a text, in UTF-16 offsets. */
export interface Place {
  from: number;
  to: number;
}

/** What a rule found. `from` and `to` are UTF-16 offsets of the place, null when the whole report is meant. */
export interface Check {
  rule: CheckRule;
  severity: CheckSeverity;
  from: number | null;
  to: number | null;
  /** What is wrong, in one sentence. */
  message: string;
  /** Why it matters and what to do. */
  explanation: string;
}
