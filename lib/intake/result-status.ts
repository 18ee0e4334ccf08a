/** What a result status word or code of HL7 v2 (tables 0085 and 0123) means for a report. */
export type ResultMeaning = 'preliminary' | 'final' | 'withdrawn';

const words: Record<ResultMeaning, string> = {
  final:
    'F FINAL FINALIZED FINALISED C CORRECTED CORRECTION AMENDED ADDENDED ADDENDUM U CM COMPLETE COMPLETED SIGNED VERIFIED ' +
    'AUTHENTICATED APPROVED',
  preliminary:
    'P PRELIM PRELIMINARY R A S I O M PARTIAL WETREAD WET DRAFT DICTATED TRANSCRIBED TYPED UNSIGNED UNVERIFIED',
  withdrawn: 'X W D N CANCELLED CANCELED DELETED WITHDRAWN',
};

const meanings = new Map(
  (['final', 'preliminary', 'withdrawn'] as const).flatMap((meaning) =>
    words[meaning].split(' ').map((word) => [word, meaning] as const),
  ),
);

/** What OBR-25 or OBX-11 says, without regard to case, blanks and punctuation (`Wet Read`); null for an unknown word. */
export function resultMeaning(word: string): ResultMeaning | null {
  return meanings.get(word.toUpperCase().replace(/[^A-Z]/g, '')) ?? null;
}
