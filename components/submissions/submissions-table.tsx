'use client';

import { TriangleAlert } from 'lucide-react';
import { Fragment, useEffect, useRef } from 'react';
import { ChooseBox } from '#components/resending/choose-box';
import { useChooseKeys } from '#components/resending/use-choose-keys';
import type { Choosing } from '#components/resending/use-chosen';
import { ListTable } from '#components/submissions/list-table';
import { SubmissionRow } from '#components/submissions/submission-row';
import type { ListedSubmission } from '#lib/submissions/contract';

interface SubmissionsTableProps {
  items: readonly ListedSubmission[];
  caption?: string;
  /** How many of the first rows need attention: they stand under a heading of their own. */
  lead?: number;
  /** Where rows can be chosen. */
  choosing?: Choosing;
  /** The row that the keyboard goes on from after coming back. */
  opened: number | null;
  onOpen: (submissionId: number) => void;
}

const COLUMNS = [
  { label: 'Appointment', className: 'max-md:hidden' },
  { label: 'Sender', className: 'max-lg:hidden' },
  { label: 'Report', className: 'max-md:hidden' },
  { label: 'Status' },
  { label: 'Destinations', className: 'max-sm:hidden' },
  { label: 'Warnings', className: 'text-right! max-sm:hidden' },
  { label: 'Errors', className: 'text-right! max-sm:hidden sm:pr-5!' },
];

/** One page of submissions. */
export function SubmissionsTable({
  items,
  caption = 'Submissions, newest first',
  lead = 0,
  choosing,
  opened,
  onOpen,
}: SubmissionsTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const comeBackTo = useRef(opened);
  useEffect(() => {
    body.current?.querySelector<HTMLElement>(`[data-row="${comeBackTo.current}"]`)?.focus();
  }, []);
  useChooseKeys(body, choosing);
  const chosenHere = items.filter(({ submissionId }) => choosing?.chosen.has(submissionId)).length;
  return (
    <ListTable
      caption={caption}
      noun="submission"
      newest={items[0]?.timestamp}
      columns={COLUMNS}
      body={body}
      lead={
        choosing && {
          isPhone: choosing.isPhoneMode,
          content: (
            <ChooseBox
              label="Choose all on this page"
              checked={chosenHere === items.length}
              isPartly={chosenHere > 0 && chosenHere < items.length}
              onToggle={() => choosing.togglePage(chosenHere < items.length)}
            />
          ),
        }
      }
    >
      {items.map((submission, index) => (
        <Fragment key={submission.submissionId}>
          {lead > 0 && index === 0 && <GroupHead isUrgent title={`Not delivered (${lead})`} />}
          {lead > 0 && index === lead && <GroupHead title="Newest first" />}
          <SubmissionRow submission={submission} choosing={choosing} onOpen={onOpen} />
        </Fragment>
      ))}
    </ListTable>
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
