'use client';

import Link from 'next/link';
import { useRef } from 'react';
import { OpeningMark } from '#components/submissions/opening-mark';
import { StatusMark } from '#components/submissions/status-mark';
import { useRowKeys } from '#components/submissions/use-row-keys';
import { zoneName } from '#components/time/format-time';
import { Time } from '#components/time/time';
import { useZone } from '#components/time/zone';
import { RESULT_STATUS } from '#components/unmatched/result-status';
import { unmatchedItemAddress } from '#components/unmatched/unmatched-address';
import type { UnmatchedItem } from '#lib/intake/items-contract';

const HEAD =
  'sticky top-12 z-20 bg-surface py-2 pr-4 text-left font-medium shadow-[inset_0_-1px_0] shadow-line max-sm:pr-2';
const CELL = 'py-2.5 pr-4 align-top max-sm:pr-2';
const NONE = <span className="text-faint">none</span>;

/** One page of items without appointment. j and k or the arrows move from row to row, Enter opens. */
export function UnmatchedTable({ items }: { items: readonly UnmatchedItem[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const zone = useZone();
  useRowKeys(body, 'item');
  const newest = items[0]?.receivedAt;
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">Items without appointment, newest first</caption>
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
          <th scope="col" className={HEAD}>
            Patient
          </th>
          <th scope="col" className={`${HEAD} max-md:hidden`}>
            Examination
          </th>
          <th scope="col" className={`${HEAD} max-lg:hidden`}>
            Accession
          </th>
          <th scope="col" className={`${HEAD} max-md:hidden`}>
            Report
          </th>
          <th scope="col" className={`${HEAD} max-lg:hidden`}>
            Sender
          </th>
          <th scope="col" className={`${HEAD} max-sm:hidden`}>
            Why
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {items.map((item) => (
          <Row key={`${item.submissionId} ${item.index}`} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item }: { item: UnmatchedItem }) {
  const { submissionId, index, exam } = item;
  return (
    <tr className="group relative border-b border-line hover:bg-raised has-[a:focus-visible]:bg-accent-wash">
      <td className={`${CELL} pl-3 sm:pl-5`}>
        <Link
          href={unmatchedItemAddress(item)}
          prefetch={false}
          data-row={`${submissionId} ${index}`}
          className="outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <span className="sr-only">
            Item {index} of submission {submissionId}, received{' '}
          </span>
          <Time at={item.receivedAt} withZone={false} />
          <OpeningMark />
        </Link>
      </td>
      <td className={CELL}>
        <span className="block font-medium break-words">{exam.patientName || 'Name unknown'}</span>
        <span className="block text-sm text-soft">
          {[exam.patientDateOfBirth, exam.patientSex].filter(Boolean).join(', ')}
        </span>
        <span className="mt-1 block text-sm text-soft sm:hidden">{item.reason}</span>
      </td>
      <td className={`${CELL} text-soft max-md:hidden`}>{exam.studyDescription || exam.modality || NONE}</td>
      <td className={`${CELL} break-all max-lg:hidden`}>{exam.accessionNumber || NONE}</td>
      <td className={`${CELL} max-md:hidden`}>
        <StatusMark status={RESULT_STATUS[item.resultStatus]} className="text-soft" />
      </td>
      <td className={`${CELL} text-soft max-lg:hidden`}>{item.sender}</td>
      <td className={`${CELL} max-w-md text-pretty text-soft max-sm:hidden sm:pr-5!`}>{item.reason}</td>
    </tr>
  );
}
