import type { IntakeExam, IntakeItem } from '#lib/intake/intake-item';
import type { ItemFields } from '#lib/routing/contract';

/** UTF-16 units that the members of an appointment, a report and filter fields may have. */
const EXAM_LIMITS: Partial<Record<keyof IntakeExam, number>> = {
  patientId: 255,
  patientName: 255,
  modality: 16,
  studyDescription: 1000,
  procedureCode: 64,
  accessionNumber: 64,
  studyInstanceUid: 128,
  bodyPart: 64,
  laterality: 16,
  referrerName: 255,
};
const NUMBER_LIMIT = 255;
const CLINICIAN_LIMIT = 320;
const FIELD_LIMIT = 1000;

/**
 * An item whose one-line members fit where they are kept: control characters become blanks, and what is longer than its
 * column is left out with a warning: half a number would be another number.
 */
export function fitItem(item: IntakeItem): IntakeItem {
  const warnings = [...item.warnings];
  const fit = <T extends string | null>(name: string, value: T, limit: number): T | null => {
    if (value === null) return null;
    if (value.length <= limit) return value.replace(/\p{Cc}+/gu, ' ').trim() as T;
    warnings.push(`the ${name} is longer than ${limit} characters; it was left out`);
    return null;
  };
  const inWords = (name: string): string =>
    name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');
  const exam = Object.fromEntries(
    Object.entries(item.exam).map(([name, value]) => {
      const limit = EXAM_LIMITS[name as keyof IntakeExam];
      return [name, limit === undefined ? value : fit(inWords(name), value, limit)];
    }),
  ) as unknown as IntakeExam;
  const fields = Object.fromEntries(
    Object.entries(item.fields).flatMap(([name, value]) => {
      const fitted = fit(inWords(name), value, FIELD_LIMIT);
      return fitted ? [[name, fitted]] : [];
    }),
  ) as ItemFields;
  const report = item.report && {
    ...item.report,
    clinicianName: fit('clinician name', item.report.clinicianName, CLINICIAN_LIMIT),
    clinicianProviderNumber: fit('clinician provider number', item.report.clinicianProviderNumber, CLINICIAN_LIMIT),
  };
  return {
    ...item,
    exam,
    report,
    fields,
    trackingId: fit('tracking id', item.trackingId, NUMBER_LIMIT),
    placerNumber: fit('placer number', item.placerNumber, NUMBER_LIMIT),
    fillerNumber: fit('filler number', item.fillerNumber, NUMBER_LIMIT),
    warnings,
  };
}
