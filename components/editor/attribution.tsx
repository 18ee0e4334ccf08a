import type { Prior } from '#lib/appointments/contract';

type Source = Pick<
  Prior,
  'studyDescription' | 'modality' | 'appointmentDate' | 'accessionNumber' | 'clinicianName' | 'reportStatus'
>;

/** Words of an earlier report with where they are from, so that nobody takes them for today's. */
export function attributed(words: string, source: Source): string {
  const exam = source.studyDescription ?? source.modality ?? 'earlier examination';
  const details = [
    source.accessionNumber && `accession ${source.accessionNumber}`,
    source.clinicianName,
    source.reportStatus === 'preliminary' && 'preliminary report',
  ].filter(Boolean);
  const date = source.appointmentDate ? ` of ${source.appointmentDate}` : '';
  return `From the report on ${exam}${date}${details.length > 0 ? ` (${details.join(', ')})` : ''}:\n${words.trim()}\n`;
}
