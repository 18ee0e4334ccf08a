'use client';

import { useEffect, useRef } from 'react';
import { SubmissionRow } from '#components/submissions/submission-row';
import { useRowKeys } from '#components/submissions/use-row-keys';
import { zoneName } from '#components/time/format-time';
import { useZone } from '#components/time/zone';
import type { ListedSubmission } from '#lib/submissions/contract';

interface SubmissionsTableProps {
  items: readonly ListedSubmission[];
  /** The row that the keyboard goes on from after coming back. */
  opened: number | null;
  onOpen: (submissionId: number) => void;
}

const HEAD =
  'sticky top-12 z-20 bg-surface py-2 pr-4 text-left font-medium shadow-[inset_0_-1px_0] shadow-line max-sm:pr-2';

/** One page of submissions. j and k or the arrows move from row to row, Enter opens. */
export function SubmissionsTable({ items, opened, onOpen }: SubmissionsTableProps) {
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
      <caption className="sr-only">Submissions, newest first</caption>
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
        {items.map((submission) => (
          <SubmissionRow key={submission.submissionId} submission={submission} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}
