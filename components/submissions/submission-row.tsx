'use client';

import type { Choosing } from '#components/resending/use-chosen';
import { ChooseBox } from '#components/resending/choose-box';
import { DestinationDots } from '#components/submissions/destination-dots';
import { IssueCount } from '#components/submissions/issue-count';
import { ListRow } from '#components/submissions/list-table';
import { StatusMark } from '#components/submissions/status-mark';
import { OVERALL_STATUS, REPORT_STATUS } from '#components/submissions/status-words';
import type { ListedSubmission } from '#lib/submissions/contract';

interface SubmissionRowProps {
  submission: ListedSubmission;
  /** Where rows can be chosen. */
  choosing?: Choosing;
  onOpen: (submissionId: number) => void;
}

const CELL = 'py-1.5 pr-4 align-middle max-sm:pr-2';

/** One submission; the whole row opens it, the keyboard's stop is its link. */
export function SubmissionRow({ submission, choosing, onOpen }: SubmissionRowProps) {
  const { submissionId, timestamp, appointmentId, sender, reportStatus, version } = submission;
  const report = reportStatus && REPORT_STATUS[reportStatus];
  const isChosen = choosing?.chosen.has(submissionId) ?? false;
  return (
    <ListRow
      href={`/submissions/${submissionId}`}
      id={String(submissionId)}
      title={`Submission ${submissionId}, received`}
      at={timestamp}
      cell={CELL}
      onOpen={() => onOpen(submissionId)}
      isChosen={isChosen}
      lead={
        choosing && {
          isPhone: choosing.isPhoneMode,
          content: (
            <ChooseBox
              label={`Choose submission ${submissionId}`}
              checked={isChosen}
              onToggle={(through) => choosing.toggle(submissionId, through)}
            />
          ),
        }
      }
      below={
        <span className="mt-0.5 block text-sm text-soft md:hidden">
          {appointmentId ?? `Submission ${submissionId}`}
          {report && `, ${report.word.toLowerCase()}`}
        </span>
      }
    >
      <td className={`${CELL} font-medium max-md:hidden`}>
        {appointmentId ?? <span className="font-normal text-faint">none</span>}
        {version !== null && <span className="ml-1.5 text-sm font-normal text-faint">v{version}</span>}
      </td>
      <td className={`${CELL} text-soft max-lg:hidden`}>{sender || <span className="text-faint">unknown</span>}</td>
      <td className={`${CELL} max-md:hidden`}>
        {report ? <StatusMark status={report} className="text-soft" /> : <span className="text-faint">none</span>}
      </td>
      <td className={CELL}>
        <StatusMark status={OVERALL_STATUS[submission.overallStatus]} className="max-sm:whitespace-normal" />
        {submission.destinations.some(({ status }) => status === 'failed') && (
          <span className="block pl-5.5 text-sm text-bad">a destination failed</span>
        )}
        <div className="mt-1 sm:hidden">
          <DestinationDots destinations={submission.destinations} />
        </div>
      </td>
      <td className={`${CELL} max-sm:hidden`}>
        <DestinationDots destinations={submission.destinations} />
      </td>
      <td className={`${CELL} text-right max-sm:hidden`}>
        <IssueCount kind="warning" count={submission.warningCount} />
      </td>
      <td className={`${CELL} text-right max-sm:hidden sm:pr-5!`}>
        <IssueCount kind="error" count={submission.errorCount} />
      </td>
    </ListRow>
  );
}
