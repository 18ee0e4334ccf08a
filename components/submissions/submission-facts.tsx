import { fateOf, join } from '#components/submissions/explain-status';
import { StatusMark } from '#components/submissions/status-mark';
import { REPORT_STATUS } from '#components/submissions/status-words';
import { Time } from '#components/time/time';
import { Facts } from '#components/ui/facts';
import type { Submission } from '#lib/submissions/contract';

/** What is known of a submission, apart from its destinations. */
export function SubmissionFacts({ submission }: { submission: Submission }) {
  const { reportStatus, version, actualCompletionAt } = submission;
  return (
    <Facts
      className="grid-cols-2 rounded-lg border border-line bg-surface p-4 md:grid-cols-3 lg:grid-cols-4 2xl:grid-cols-6"
      facts={[
        ['Sender', submission.sender || null],
        [
          'Appointment',
          submission.appointmentId ?? (
            <span key="appointment" className="text-faint">
              none
            </span>
          ),
        ],
        [
          'Report',
          reportStatus && (
            <span key="report" className="inline-flex flex-wrap gap-x-2">
              <StatusMark status={REPORT_STATUS[reportStatus]} />
              {version !== null && <span className="text-soft">version {version}</span>}
            </span>
          ),
        ],
        ['Topic', submission.topic],
        ['Answered with', `HTTP ${submission.httpStatus}`],
        ['Planned to be complete', tellPlan(submission)],
        ['Complete', actualCompletionAt && <Time key="actual" at={actualCompletionAt} />],
        ['File name', submission.externalName || null],
        [
          'Report id',
          submission.id && (
            <code key="id" className="font-mono text-sm break-all select-all">
              {submission.id}
            </code>
          ),
        ],
      ]}
    />
  );
}

/** Nobody knows when a paused destination is activated: the time that was planned before has no meaning then. */
function tellPlan({ destinations, plannedCompletionAt }: Submission) {
  const paused = destinations.filter((destination) => fateOf(destination) === 'paused').map(({ service }) => service);
  if (paused.length > 0) return `Once ${join(paused)} ${paused.length > 1 ? 'are' : 'is'} active again`;
  return plannedCompletionAt && <Time key="planned" at={plannedCompletionAt} />;
}
