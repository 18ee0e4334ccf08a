import { ageOf, SEX_WORDS } from '#components/appointments/patient-words';
import { useReport } from '#components/editor/report-context';
import { useShell } from '#components/shell/shell-state';
import { resultWord } from '#components/signing/result-words';
import type { ReportStatus } from '#components/signing/use-checks';
import { StatusMark } from '#components/submissions/status-mark';
import { Facts } from '#components/ui/facts';
import type { ReportPreview } from '#lib/reports/contract';

interface SignFactsProps {
  status: ReportStatus;
  /** As destinations would be told; null until the server has said. */
  resultStatus: ReportPreview['resultStatus'] | null;
}

/** Whose report is signed, of which exam, as what, by whom. */
export function SignFacts({ status, resultStatus }: SignFactsProps) {
  const { appointment, report } = useReport();
  const { viewer } = useShell();
  const { patientName, patientDateOfBirth, patientSex, patientId, accessionNumber, laterality } = appointment;
  const { studyDescription, modality } = appointment;
  const age = ageOf(appointment);
  const isCorrection = status === 'final' && report?.reportStatus === 'final';
  const told = resultStatus ?? (status === 'preliminary' ? 'P' : isCorrection ? 'C' : 'F');
  return (
    <Facts
      className="grid-cols-1"
      facts={[
        [
          'Patient',
          <>
            <span key="name" className="text-lg font-semibold">
              {patientName ?? 'without a name'}
            </span>
            <span key="more" className="block text-soft">
              {[
                age,
                patientSex && (SEX_WORDS[patientSex] ?? patientSex),
                patientDateOfBirth && `born ${patientDateOfBirth}`,
              ]
                .filter(Boolean)
                .join(', ')}
              {patientId && `, id ${patientId}`}
            </span>
          </>,
        ],
        [
          'Exam',
          <>
            <span key="exam" className="font-medium">
              {studyDescription ?? modality ?? 'without a name'}
              {laterality && ` (${laterality})`}
            </span>
            {accessionNumber && (
              <span key="accession" className="block text-soft">
                Accession {accessionNumber}
              </span>
            )}
          </>,
        ],
        ['Signed as', <StatusMark key="status" status={resultWord(told)} className="font-medium" />],
        ['Reporting clinician', viewer.name],
      ]}
    />
  );
}
