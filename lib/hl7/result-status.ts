/** A result's status in HL7 table 0123: preliminary, final, corrected, withdrawn. */
export type ResultStatus = 'P' | 'F' | 'C' | 'X';

/** What a result status means for a report: a corrected one is final. */
export type ResultMeaning = 'preliminary' | 'final' | 'withdrawn';

/** Codes of HL7 v2 (tables 0085 and 0123) and the words that senders write instead. */
const words: Record<ResultStatus, string> = {
  F: 'F FINAL FINALIZED FINALISED U CM COMPLETE COMPLETED SIGNED VERIFIED AUTHENTICATED APPROVED',
  C: 'C CORRECTED CORRECTION AMENDED ADDENDED ADDENDUM',
  P: 'P PRELIM PRELIMINARY R A S I O M PARTIAL WETREAD WET DRAFT DICTATED TRANSCRIBED TYPED UNSIGNED UNVERIFIED',
  X: 'X W D N CANCELLED CANCELED DELETED WITHDRAWN',
};

const statuses = new Map(
  (['F', 'C', 'P', 'X'] as const).flatMap((status) => words[status].split(' ').map((word) => [word, status] as const)),
);

const meanings = { P: 'preliminary', F: 'final', C: 'final', X: 'withdrawn' } as const;

/** Longer ones are no words: taking millions of characters out of one costs seconds. */
const LONGEST_WORD = 64;

/** What OBR-25 or OBX-11 says, without regard to case, blanks and punctuation (`Wet Read`); null for an unknown word. */
export function resultStatusOf(word: string): ResultStatus | null {
  if (word.length > LONGEST_WORD) return null;
  return statuses.get(word.toUpperCase().replace(/[^A-Z]/g, '')) ?? null;
}

/** What a status means for a report. */
export const resultMeaning = (status: ResultStatus): ResultMeaning => meanings[status];
