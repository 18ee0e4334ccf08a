import { FileCheck2, FilePen, FilePlus2, FileX2 } from 'lucide-react';
import type { StatusWord } from '#components/submissions/status-words';
import type { UnmatchedItem } from '#lib/intake/items-contract';

/** HL7 table 0123 as far as reports have it. */
export const RESULT_STATUS: Record<UnmatchedItem['resultStatus'], StatusWord> = {
  P: { word: 'Preliminary', icon: FilePen, tone: 'warn' },
  F: { word: 'Final', icon: FileCheck2, tone: 'good' },
  C: { word: 'Corrected', icon: FilePlus2, tone: 'good' },
  X: { word: 'Withdrawn', icon: FileX2, tone: 'bad' },
};
