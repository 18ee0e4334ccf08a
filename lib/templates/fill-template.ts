import type { Appointment } from '#lib/appointments/contract';
import { orderSide } from '#lib/checks/order-side';
import { INSERTIONS, type Insertion } from '#lib/templates/insertions';
import { longDate } from '#lib/templates/long-date';

type ExamToFill = Pick<
  Appointment,
  'clinicalInfo' | 'studyDescription' | 'laterality' | 'bodyPart' | 'appointmentDate'
>;

const FIELDS: Record<Insertion, string> = {
  clinicalInfo: '[clinical information]',
  studyDescription: '[examination]',
  side: '[side]',
  appointmentDate: '[date of the examination]',
};

const INSERTED = new RegExp(`\\{(${INSERTIONS.join('|')})\\}`, 'g');

/**
 * A template's text with the appointment's words in place of its `{insertions}`. What the appointment does not tell
 * becomes a `[field]`; braces around other words stay as they are, and so do those in the appointment's words.
 */
export function fillTemplate(text: string, exam: ExamToFill): string {
  const words: Record<Insertion, string | undefined> = {
    clinicalInfo: exam.clinicalInfo?.trim(),
    studyDescription: exam.studyDescription?.trim(),
    side: orderSide(exam) ?? undefined,
    appointmentDate: exam.appointmentDate === null ? undefined : longDate(exam.appointmentDate),
  };
  return text.replaceAll(INSERTED, (_, name: Insertion) => words[name] || FIELDS[name]);
}
