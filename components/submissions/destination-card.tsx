import { Funnel, History, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { DeliveredFiles } from '#components/submissions/delivered-files';
import { StatusMark } from '#components/submissions/status-mark';
import { DESTINATION_STATUS, FILTER_TYPE } from '#components/submissions/status-words';
import { Time } from '#components/time/time';
import { Facts } from '#components/ui/facts';
import type { SubmissionDestination } from '#lib/submissions/contract';

const SIDE: Record<string, string> = {
  good: 'border-l-good',
  wait: 'border-l-wait',
  warn: 'border-l-warn',
  bad: 'border-l-bad',
  mute: 'border-l-edge',
};

/** What one destination got, when, in how many attempts, and what stands in the way. */
export function DestinationCard({ destination }: { destination: SubmissionDestination }) {
  const status = DESTINATION_STATUS[destination.status];
  const { itemCount, itemCountBeforeQualityFiltering: met, supersededBy } = destination;
  const filterTypes = [
    ...new Set(destination.filteredReportItems.map(({ filterType }) => FILTER_TYPE[filterType].toLowerCase())),
  ];
  return (
    <li className={`rounded-lg border border-l-[3px] border-line bg-surface p-4 ${SIDE[status.tone]}`}>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-semibold break-all">
          {destination.organization_id}.{destination.service}
        </h3>
        <p className="text-sm text-soft">{destination.organization}</p>
        <StatusMark status={status} className="ml-auto font-medium" />
      </div>
      <Facts
        className="mt-3 grid-cols-2"
        facts={[
          ['Items', itemCount === met ? met : `${itemCount === 0 ? 'none' : itemCount} of ${met}`],
          ['Attempts', destination.status === 'filtered' ? null : destination.attempts],
          ['Planned', destination.sending_at && <Time key="planned" at={destination.sending_at} />],
          ['Next attempt', destination.nextRetryAt && <Time key="retry" at={destination.nextRetryAt} />],
        ]}
      />
      {filterTypes.length > 0 && (
        <p className="mt-3 flex items-start gap-2 text-soft">
          <Funnel aria-hidden className="mt-0.5 size-4 shrink-0" />
          Removed by its {filterTypes.join(' and ')} filter
        </p>
      )}
      {destination.lastError && (
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
      {supersededBy && (
        <p className="mt-3 text-soft">
          A newer version took its place:{' '}
          <Link
            href={`/submissions/${supersededBy}`}
            prefetch={false}
            className="text-accent underline underline-offset-2"
          >
            its submission
          </Link>
        </p>
      )}
      <DeliveredFiles title="Sent" files={destination.sentReports} />
      <DeliveredFiles title="Downloaded" files={destination.downloadedReports} />
    </li>
  );
}
