'use client';

import { TriangleAlert } from 'lucide-react';
import { Fragment, useEffect, useRef } from 'react';
import { SubmissionRow } from '#components/submissions/submission-row';
import { useRowKeys } from '#components/submissions/use-row-keys';
import { zoneName } from '#components/time/format-time';
import { useZone } from '#components/time/zone';
import type { ListedSubmission } from '#lib/submissions/contract';

interface SubmissionsTableProps {
  items: readonly ListedSubmission[];
  caption?: string;
  /** How many of the first rows need attention: they stand under a heading of their own. */
  lead?: number;
  /** The row that the keyboard goes on from after coming back. */
  opened: number | null;
  onOpen: (submissionId: number) => void;
}

const HEAD =
  'sticky top-12 z-20 bg-surface py-2 pr-4 text-left font-medium shadow-[inset_0_-1px_0] shadow-line max-sm:pr-2';

/** One page of submissions. j and k or the arrows move from row to row, Enter opens. */
export function SubmissionsTable({
  items,
  caption = 'Submissions, newest first',
  lead = 0,
  opened,
  onOpen,
}: SubmissionsTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const zone = useZone();
  useRowKeys(body);
  const comeBackTo = useRef(opened);
  useEffect(() => {
    body.current?.querySelector<HTMLElement>(`[data-row="${comeBackTo.current}"]`)?.focus();
  }, []);
  const newest = items[0]?.timestamp;
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-sm text-soft">
        <tr>
          <th scope="col" className={`${HEAD} pl-3 sm:pl-5`}>
            Received
            {newest && (
              <span className="font-normal text-faint" suppressHydrationWarning>
                {' '}
                ({zoneName(newest, zone)})
              </span>
            )}
          </th>
          <th scope="col" className={`${HEAD} max-md:hidden`}>
            Appointment
          </th>
          <th scope="col" className={`${HEAD} max-lg:hidden`}>
            Sender
          </th>
          <th scope="col" className={`${HEAD} max-md:hidden`}>
            Report
          </th>
          <th scope="col" className={HEAD}>
            Status
          </th>
          <th scope="col" className={`${HEAD} max-sm:hidden`}>
            Destinations
          </th>
          <th scope="col" className={`${HEAD} text-right! max-sm:hidden`}>
            Warnings
          </th>
          <th scope="col" className={`${HEAD} text-right! max-sm:hidden sm:pr-5!`}>
            Errors
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {items.map((submission, index) => (
          <Fragment key={submission.submissionId}>
            {lead > 0 && index === 0 && <GroupHead isUrgent title={`Not delivered (${lead})`} />}
            {lead > 0 && index === lead && <GroupHead title="Newest first" />}
            <SubmissionRow submission={submission} onOpen={onOpen} />
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function GroupHead({ title, isUrgent = false }: { title: string; isUrgent?: boolean }) {
  return (
    <tr className="border-b border-line bg-canvas">
      <th
        scope="colgroup"
        colSpan={8}
        className={`py-1.5 pr-3 pl-3 text-left text-sm font-medium sm:pl-5 ${isUrgent ? 'text-bad' : 'text-soft'}`}
      >
        {isUrgent && <TriangleAlert aria-hidden className="mr-1.5 inline size-3.5 align-[-2px]" />}
        {title}
      </th>
    </tr>
  );
}
