import type { Check, Place, ReportToCheck } from '#lib/checks/contract';
import { findLabelledName } from '#lib/checks/labelled-name';
import { nameParts } from '#lib/checks/names';
import { findOtherNames } from '#lib/checks/other-names';
import { readDate } from '#lib/checks/written-dates';

const BIRTH = /\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|born(?: on)?)[ \t]{0,4}[:=-]?[ \t]{0,4}(?=\S)/gi;

/**
 * Blocks a report that tells of another patient: a name behind `Patient:`, `Name:` or `Re:` that shares no part with
 * this patient's, another date of birth, or the full name of a patient whom the reader had open lately.
 */
export function checkOtherPatient({
  reportText,
  patientName,
  patientDateOfBirth,
  otherPatients,
}: ReportToCheck): Check[] {
  const own = new Set(nameParts(patientName ?? ''));
  return [
    ...findLabelledName(reportText, own).map((place) =>
      found(place, 'The report is headed with another patient’s name.'),
    ),
    ...findOtherBirths(reportText, patientDateOfBirth).map((place) =>
      found(place, 'The report gives another date of birth than the record.'),
    ),
    ...findOtherNames(reportText, own, otherPatients).map((place) =>
      found(place, 'The report names another patient whom you had open lately.'),
    ),
  ];
}

/** The dates of birth in the text that cannot be the given one, however they are read. */
function findOtherBirths(text: string, dateOfBirth: string | null): Place[] {
  if (dateOfBirth === null) return [];
  return [...text.matchAll(BIRTH)].flatMap(({ index, 0: label }) => {
    const at = index + label.length;
    const written = text.slice(at, at + 30);
    const days = readDate(written);
    if (days.length === 0 || days.includes(dateOfBirth)) return [];
    const [shown = ''] = /^.*\d/.exec(written) ?? [];
    return [{ from: index, to: at + shown.length }];
  });
}

const found = (place: Place, message: string): Check => ({
  rule: 'other-patient',
  severity: 'block',
  ...place,
  message,
  explanation:
    'The text may be another patient’s, pasted or dictated into this report. Compare it with the patient’s banner; correct it, or discard it and report the right patient.',
});
