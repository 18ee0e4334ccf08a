import type { IntakeExam, IntakeItem } from '#lib/intake/intake-item';
import { EXAM_LIMITS, LIMITS, storableLine, type Findings } from '#lib/intake/storable-line';
import type { ItemFields } from '#lib/routing/contract';

/**
 * An item of a Bundle whose one-line members fit where they are kept (`storableLine`), named in words. Its keys were checked
 * before: half a number would be another number.
 */
export function fitItem(item: IntakeItem): IntakeItem {
  const found: Findings = { warnings: [...item.warnings], failures: [] };
  const fit = (name: string, value: string | null, limit: number): string | null =>
    storableLine(value, { place: `the ${inWords(name)}`, limit }, found);
  const exam = Object.fromEntries(
    Object.entries(EXAM_LIMITS).map(([name, limit]) => [
      name,
      fit(name, item.exam[name as keyof typeof EXAM_LIMITS], limit),
    ]),
  ) as Pick<IntakeExam, keyof typeof EXAM_LIMITS>;
  const fields = Object.fromEntries(
    Object.entries(item.fields).flatMap(([name, value]) => {
      const fitted = fit(name, value, LIMITS.field);
      return fitted ? [[name, fitted]] : [];
    }),
  ) as ItemFields;
  const report = item.report && {
    ...item.report,
    clinicianName: fit('clinicianName', item.report.clinicianName, LIMITS.clinician),
    clinicianProviderNumber: fit('clinicianProviderNumber', item.report.clinicianProviderNumber, LIMITS.clinician),
  };
  return {
    ...item,
    exam: { ...item.exam, ...exam },
    report,
    fields,
    trackingId: fit('trackingId', item.trackingId, LIMITS.number),
    placerNumber: fit('placerNumber', item.placerNumber, LIMITS.number),
    fillerNumber: fit('fillerNumber', item.fillerNumber, LIMITS.number),
    warnings: found.warnings,
  };
}

const inWords = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');
