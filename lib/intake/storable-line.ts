import type { IntakeExam } from '#lib/intake/intake-item';
import { notValid } from '#lib/hl7/radiology-oru-profile';

/** UTF-16 units that the one-line members of an item may have: an appointment's fields, numbers, clinicians, filter fields. */
export const EXAM_LIMITS = {
  patientId: 255,
  patientName: 255,
  modality: 16,
  studyDescription: 1000,
  procedureCode: 64,
  accessionNumber: 64,
  studyInstanceUid: 64,
  bodyPart: 64,
  referrerName: 255,
} as const satisfies Partial<Record<keyof IntakeExam, number>>;
export const LIMITS = { number: 255, clinician: 320, field: 1000 } as const;

/** What is found while an item is made ready to be stored. */
export interface Findings {
  warnings: string[];
  failures: string[];
}

/** Where a value stands in the message, how many characters it may have, and whether the item is nothing without it. */
export interface LineRule {
  place: string;
  limit: number;
  isKey?: boolean;
}

/**
 * A value as one line that can be stored. U+0000 and half of a surrogate pair are failures; so are control characters
 * and too many characters in a key. Elsewhere, control characters become blanks and what is too long is left out (null),
 * with a warning. Neither quotes the value.
 */
export function storableLine(value: string | null, rule: LineRule, { warnings, failures }: Findings): string | null {
  if (value === null) return null;
  const { place, limit, isKey = false } = rule;
  const fail = (why: string): null => {
    failures.push(notValid(place, why));
    return null;
  };
  if (value.includes('\0') || !value.isWellFormed()) {
    return fail('it contains U+0000 or half of a surrogate pair, which cannot be stored');
  }
  const line = /\p{Cc}/u.test(value) ? value.replace(/\p{Cc}+/gu, ' ').trim() : value;
  if (isKey && line !== value) return fail('it contains control characters');
  if (isKey && value.length > limit) return fail(`it has more than ${limit} characters`);
  if (line !== value) warnings.push(`control characters in ${place} became blanks`);
  if (line.length <= limit) return line;
  warnings.push(`${place} has more than ${limit} characters; it was left out`);
  return null;
}
