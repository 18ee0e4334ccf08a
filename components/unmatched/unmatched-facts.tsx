import Link from 'next/link';
import { SEX_WORDS } from '#components/appointments/patient-words';
import { RESULT_STATUS } from '#components/unmatched/result-status';
import { StatusMark } from '#components/submissions/status-mark';
import { Time } from '#components/time/time';
import { Facts } from '#components/ui/facts';
import { Panel } from '#components/ui/panel';
import type { UnmatchedDetail } from '#lib/intake/items-contract';

/** Patient and examination as an item tells them, and where it came from. */
export function UnmatchedFacts({ item }: { item: UnmatchedDetail }) {
  const { exam, submissionId, organization, sender } = item;
  const sex = exam.patientSex ?? null;
  return (
    <Panel title="What the item says">
      <Facts
        className="grid-cols-2 rounded-lg border border-line bg-surface p-4 xl:grid-cols-3"
        facts={[
          ['Name', exam.patientName || null],
          ['Patient id', exam.patientId || null],
          ['Date of birth', exam.patientDateOfBirth || null],
          ['Sex', sex && (SEX_WORDS[sex] ?? sex)],
          ['Accession', exam.accessionNumber || null],
          ['Examination', exam.studyDescription || null],
          ['Modality', exam.modality || null],
          ['Examined', exam.appointmentDate || null],
          ['Referrer', exam.referrerName || null],
          ['Report', <StatusMark key="report" status={RESULT_STATUS[item.resultStatus]} />],
          ['Received', <Time key="received" at={item.receivedAt} />],
          ['Sender', `${organization}.${sender}`],
          ['Tracking id', item.trackingId],
          [
            'Submission',
            <Link
              key="submission"
              href={`/submissions/${submissionId}?item=${item.index}`}
              prefetch={false}
              className="text-accent underline underline-offset-2"
            >
              {submissionId}, item {item.index}
            </Link>,
          ],
        ]}
      />
    </Panel>
  );
}
