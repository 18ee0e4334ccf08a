'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { StatusMark } from '#components/submissions/status-mark';
import { DESTINATION_STATUS } from '#components/submissions/status-words';
import { Skeleton } from '#components/ui/skeleton';
import { submissionKeys } from '#lib/query-keys';
import { getSubmission } from '#lib/submissions/client';

const REFRESH_MS = 2_000;

/** Whether the report arrived, destination by destination; asks until nothing is on its way any more. */
export function ArrivalList({ reportGuid }: { reportGuid: string }) {
  const answer = useQuery({
    queryKey: submissionKeys.one(reportGuid),
    queryFn: ({ signal }) => getSubmission(reportGuid, signal),
    refetchInterval: ({ state }) =>
      state.data && ['processing', 'waiting', 'retrying'].includes(state.data.deliveryState) ? REFRESH_MS : false,
  });
  if (answer.isError && !answer.data) {
    return <p className="mt-3 text-sm text-soft">Whether it arrived could not be asked: {answer.error.message}</p>;
  }
  if (!answer.data) return <Skeleton className="mt-3 h-10 w-full" />;
  const { destinations } = answer.data;
  return (
    <div className="mt-3">
      {destinations.length === 0 ? (
        <p className="text-soft">Sent nowhere.</p>
      ) : (
        <ul aria-label="Deliveries" className="space-y-1">
          {destinations.map(({ organization_id: organization, service, status, lastError }) => (
            <li key={`${organization}.${service}`}>
              <div className="flex flex-wrap items-center gap-x-2">
                <span className="min-w-0 font-medium break-all">
                  {organization}.{service}
                </span>
                <StatusMark status={DESTINATION_STATUS[status]} className="ml-auto" />
              </div>
              {lastError && status !== 'delivered' && <p className="text-sm break-words text-soft">{lastError}</p>}
            </li>
          ))}
        </ul>
      )}
      <Link
        href={`/submissions/${reportGuid}`}
        prefetch={false}
        className="mt-1.5 inline-block text-accent underline underline-offset-2"
      >
        Submission {answer.data.submissionId}
      </Link>
    </div>
  );
}
