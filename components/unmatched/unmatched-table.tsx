'use client';

import { ListRow, ListTable } from '#components/submissions/list-table';
import { StatusMark } from '#components/submissions/status-mark';
import { RESULT_STATUS } from '#components/unmatched/result-status';
import { unmatchedItemAddress } from '#components/unmatched/unmatched-address';
import type { UnmatchedItem } from '#lib/intake/items-contract';

const CELL = 'py-2.5 pr-4 align-top max-sm:pr-2';
const NONE = <span className="text-faint">none</span>;

const COLUMNS = [
  { label: 'Patient' },
  { label: 'Examination', className: 'max-md:hidden' },
  { label: 'Accession', className: 'max-lg:hidden' },
  { label: 'Report', className: 'max-md:hidden' },
  { label: 'Sender', className: 'max-lg:hidden' },
  { label: 'Why', className: 'max-sm:hidden' },
];

/** One page of items without appointment. */
export function UnmatchedTable({ items }: { items: readonly UnmatchedItem[] }) {
  return (
    <ListTable
      caption="Items without appointment, newest first"
      noun="item"
      newest={items[0]?.receivedAt}
      columns={COLUMNS}
    >
      {items.map((item) => (
        <Row key={`${item.submissionId} ${item.index}`} item={item} />
      ))}
    </ListTable>
  );
}

function Row({ item }: { item: UnmatchedItem }) {
  const { submissionId, index, exam } = item;
  return (
    <ListRow
      href={unmatchedItemAddress(item)}
      id={`${submissionId} ${index}`}
      title={`Item ${index} of submission ${submissionId}, received`}
      at={item.receivedAt}
      cell={CELL}
    >
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
    </ListRow>
  );
}
