import { FilePen, FileCheck2, FilePenLine, FileX2 } from 'lucide-react';
import type { StatusWord } from '#components/submissions/status-words';
import type { ReportVersion } from '#lib/reports/contract';

const RESULT: Record<ReportVersion['resultStatus'], StatusWord> = {
  P: { word: 'Preliminary', icon: FilePen, tone: 'warn' },
  F: { word: 'Final', icon: FileCheck2, tone: 'good' },
  C: { word: 'Corrected', icon: FilePenLine, tone: 'good' },
  X: { word: 'Withdrawn', icon: FileX2, tone: 'bad' },
};

/** What destinations are told a report is (HL7 table 0123), as people read it. */
export const resultWord = (status: ReportVersion['resultStatus']): StatusWord => RESULT[status];
