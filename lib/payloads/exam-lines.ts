import type { OutgoingReport } from '#lib/payloads/contract';
import { minuteOf } from '#lib/payloads/report-words';

const SEXES: Record<string, string> = {
  F: 'female',
  M: 'male',
  O: 'other',
  U: 'unknown',
  A: 'ambiguous',
  N: 'not applicable',
};

const told = (label: string, ...values: (string | null | undefined)[]): [string, string][] => {
  const words = values.filter((one) => one !== null && one !== undefined && one !== '').join(' ');
  return words === '' ? [] : [[label, words]];
};

/** Patient and exam of a report for people, as label and words; what is not known is left out. */
export function examLines({ exam, authority, number, clinicianName, ...report }: OutgoingReport): [string, string][] {
  const { reportedAtUtc, resultStatus, clinicianProviderNumber } = report;
  return [
    ...told('Patient', exam.patientName),
    ...told('Patient ID', exam.patientId),
    ...told('Date of birth', exam.patientDateOfBirth),
    ...told('Sex', exam.patientSex && (SEXES[exam.patientSex] ?? exam.patientSex)),
    ...told('Examination', exam.studyDescription ?? exam.procedureCode, exam.modality && `(${exam.modality})`),
    ...told('Side', exam.laterality?.toLowerCase()),
    ...told(
      'Examined',
      exam.appointmentDate,
      exam.startTime?.slice(0, 5),
      exam.scheduledSite && `at ${exam.scheduledSite}`,
    ),
    ...told('Accession number', exam.accessionNumber),
    ...told('Report number', `${authority}/${number}, version ${report.version}`),
    ...told('Referrer', exam.referrerName),
    ...told('Interpreted by', clinicianName, clinicianProviderNumber && `(${clinicianProviderNumber})`),
    ...told(resultStatus === 'X' ? 'Withdrawn' : 'Reported', reportedAtUtc && minuteOf(reportedAtUtc)),
  ];
}
