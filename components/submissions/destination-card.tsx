import { History, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { DeliveredFiles } from '#components/submissions/delivered-files';
import { RESENDABLE } from '#components/resending/weigh-chosen';
import { Lane } from '#components/submissions/lane';
import { laneEvents } from '#components/submissions/lane-events';
import { ResendButton } from '#components/resending/resend-button';
import { StatusMark } from '#components/submissions/status-mark';
import { DESTINATION_STATUS } from '#components/submissions/status-words';
import type { Submission } from '#lib/submissions/contract';
import type { SubmissionDestination } from '#lib/submissions/destination-contract';

const SIDE: Record<string, string> = {
  good: 'border-l-good',
  wait: 'border-l-wait',
  warn: 'border-l-warn',
  bad: 'border-l-bad',
  mute: 'border-l-edge',
};

interface DestinationCardProps {
  submission: Submission;
  destination: SubmissionDestination;
}

/** A lane of the timeline: what one destination got, each attempt with its time and outcome, what stands in the way. */
export function DestinationCard({ submission, destination }: DestinationCardProps) {
  const name = `${destination.organization_id}.${destination.service}`;
  const status = DESTINATION_STATUS[destination.status];
  const { itemCount, itemCountBeforeQualityFiltering: met, supersededBy } = destination;
  const events = laneEvents(submission, destination);
  // An attempt's own words stand with the attempt.
  const isTold = events.some(({ detail }) => detail === destination.lastError);
  return (
    <li className={`rounded-lg border border-l-[3px] border-line bg-surface p-4 ${SIDE[status.tone]}`}>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-semibold break-all">{name}</h3>
        <p className="text-sm text-soft">{destination.organization}</p>
        <StatusMark status={status} className="ml-auto font-medium" />
      </div>
      {met > 1 && (
        <p className="mt-1 text-sm text-soft">
          {itemCount === met ? `All ${met} items` : `${itemCount === 0 ? 'None' : itemCount} of ${met} items`} left for
          it
        </p>
      )}
      {destination.lastError && !isTold && (
        <p className="mt-3 flex items-start gap-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <span className="min-w-0 break-words">
            <span className="sr-only">Last problem: </span>
            {destination.lastError}
          </span>
        </p>
      )}
      {destination.outdated && (
        <p className="mt-3 flex items-start gap-2">
          <History aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          This destination still holds an older version than the current one.
        </p>
      )}
      <Lane events={events} />
      {supersededBy && (
        <p className="mt-2 pl-4">
          <Link
            href={`/submissions/${supersededBy}`}
            prefetch={false}
            className="text-accent underline underline-offset-2"
          >
            The newer version’s submission
          </Link>
        </p>
      )}
      <DeliveredFiles title="Sent" files={destination.sentReports} />
      <DeliveredFiles title="Downloaded" files={destination.downloadedReports} />
      {RESENDABLE.includes(destination.status) && (
        <div className="mt-3 empty:hidden">
          <ResendButton submission={submission} resending={{ kind: 'one', destination: name }} />
        </div>
      )}
    </li>
  );
}
