import type { Appointment } from '#lib/appointments/contract';

/** HL7 table 0001 in words. */
export const SEX_WORDS: Record<string, string> = {
  F: 'female',
  M: 'male',
  O: 'other sex',
  U: 'sex unknown',
  A: 'sex ambiguous',
  N: 'sex not applicable',
};

/** An appointment's status in a sentence: the practice's system shouts, and spells one of them its own way. */
export const statusWord = (status: string): string => status.replace('APPP', 'APP').toLowerCase();

/** Age on a day as clinicians say it: in days, weeks and months for the youngest. Dates are yyyy-MM-dd. */
export function ageAt(dateOfBirth: string, date: string): string | null {
  const [born, then] = [new Date(`${dateOfBirth}T00:00:00Z`), new Date(`${date}T00:00:00Z`)];
  const days = Math.floor((then.getTime() - born.getTime()) / 86_400_000);
  if (Number.isNaN(days) || days < 0) return null;
  const isBeforeDay = then.getUTCDate() < born.getUTCDate();
  const months =
    12 * (then.getUTCFullYear() - born.getUTCFullYear()) +
    then.getUTCMonth() -
    born.getUTCMonth() -
    (isBeforeDay ? 1 : 0);
  if (days < 14) return count(days, 'day');
  if (months < 2) return count(Math.floor(days / 7), 'week');
  return months < 24 ? count(months, 'month') : count(Math.floor(months / 12), 'year');
}

/** The patient's age at the examination, or when its report is due; null when it is not known. */
export const ageOf = ({
  patientDateOfBirth,
  appointmentDate,
  dueAtUtc,
}: Pick<Appointment, 'patientDateOfBirth' | 'appointmentDate' | 'dueAtUtc'>): string | null =>
  patientDateOfBirth === null ? null : ageAt(patientDateOfBirth, appointmentDate ?? dueAtUtc.slice(0, 10));

const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;
