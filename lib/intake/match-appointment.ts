import type { IntakeItem } from '#lib/intake/intake-item';

/** A pending appointment that one of an item's numbers names. */
export interface Candidate {
  appointmentId: string;
  patientId: string | null;
  /** `yyyy-MM-dd` */
  patientDateOfBirth: string | null;
  patientSex: string | null;
}

export type Match = { kind: 'matched'; appointmentId: string } | { kind: 'unmatched'; reason: string };

/** The numbers by which an item may name an appointment: accession number, filler and placer order number. */
export function numbersOf({ exam, fillerNumber, placerNumber }: IntakeItem): string[] {
  const numbers = [exam.accessionNumber, fillerNumber, placerNumber].filter((number) => number !== null);
  return [...new Set(numbers)];
}

/**
 * The matching rule (contract §5): exactly one pending appointment has one of the item's numbers, its patient identifier is
 * the item's, and date of birth and sex do not contradict. Anything less is no match, with the reason in words that quote
 * nothing of the patient.
 */
export function matchAppointment(item: IntakeItem, candidates: readonly Candidate[]): Match {
  if (numbersOf(item).length === 0) return unmatched('the item has neither an accession nor an order number.');
  const [candidate, ...others] = candidates;
  if (!candidate) return unmatched('no pending appointment has its accession or order number.');
  if (others.length > 0) return unmatched(`${candidates.length} pending appointments have its numbers.`);
  const contradictions = contradictionsOf(item, candidate);
  if (contradictions.length === 0) return { kind: 'matched', appointmentId: candidate.appointmentId };
  return unmatched(`of the appointment with its number, ${contradictions.join(' and ')}.`);
}

const unmatched = (reason: string): Match => ({ kind: 'unmatched', reason });

function contradictionsOf({ exam }: IntakeItem, candidate: Candidate): string[] {
  const contradictions: string[] = [];
  if (exam.patientId === null)
    contradictions.push('the patient cannot be compared: the item has no patient identifier');
  else if (exam.patientId !== candidate.patientId) contradictions.push('the patient identifier is another');
  if (differ(exam.patientDateOfBirth, candidate.patientDateOfBirth))
    contradictions.push('the date of birth is another');
  if (differ(knownSex(exam.patientSex), knownSex(candidate.patientSex))) contradictions.push('the sex is another');
  return contradictions;
}

/** Whether both are told and are not the same. */
const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;

/** Only F and M contradict each other: O, U, A and N say that it is not told, or told otherwise elsewhere. */
const knownSex = (sex: string | null): string | null => (sex === 'F' || sex === 'M' ? sex : null);
