'use client';

import { ArrowRight, CircleCheck, Funnel, Minus } from 'lucide-react';
import { useState } from 'react';
import { FILTERS } from '#components/settings/destination-words';
import { Time } from '#components/time/time';
import { Checkbox } from '#components/ui/checkbox';
import { ScrollTable } from '#components/ui/scroll-table';
import type { DryRunItem } from '#lib/settings/destination-contract';

type Verdict = DryRunItem['after'];

const isDifferent = ({ before, after }: DryRunItem): boolean => before !== null && before.kind !== after.kind;

/** Submission by submission: what happens now, what would, and on what value. Those that change come first to the eye. */
export function DryRunTable({ items }: { items: readonly DryRunItem[] }) {
  const isNew = items.every(({ before }) => before === null);
  const changed = items.filter(isDifferent);
  const [isWhole, setWhole] = useState(false);
  const telling = changed.length > 0 ? changed : items.filter(({ after }) => after.kind !== 'kept');
  const shown = isWhole ? items : telling;
  return (
    <div className="border-t border-line p-4">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="font-medium">{isNew ? 'What these filters remove' : inWords(changed.length)}</p>
        {telling.length < items.length && (
          <Checkbox
            label={`Show all ${items.length}`}
            checked={isWhole}
            onChange={(event) => setWhole(event.target.checked)}
          />
        )}
      </div>
      {shown.length === 0 ? <p className="text-soft">Nothing is removed.</p> : <Rows items={shown} isNew={isNew} />}
    </div>
  );
}

function inWords(changed: number): string {
  if (changed === 0) return 'Nothing changes for these submissions. Removed, now as before:';
  return changed === 1 ? 'One submission fares differently:' : `${changed} submissions fare differently:`;
}

interface RowsProps {
  items: readonly DryRunItem[];
  isNew: boolean;
}

function Rows(props: RowsProps) {
  return (
    <>
      <div className="max-sm:hidden">
        <Table {...props} />
      </div>
      <Stack {...props} />
    </>
  );
}

/** The same where a table would be wider than the screen. */
function Stack({ items, isNew }: RowsProps) {
  return (
    <ul className="divide-y divide-line sm:hidden">
      {items.map((item) => (
        <li key={`${item.submissionId} ${item.itemIndex}`} className="grid gap-1 py-3 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <Submission item={item} />
            <Time at={item.receivedAt} />
          </div>
          <div className="flex flex-wrap items-center gap-x-2">
            {!isNew && (
              <>
                <VerdictMark verdict={item.before} />
                <ArrowRight aria-hidden className="size-4 text-faint" />
                <span className="sr-only">becomes</span>
              </>
            )}
            <VerdictMark verdict={item.after} />
          </div>
          <div>
            <Reason item={item} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Submission({ item: { submissionId, appointmentId, sender } }: { item: DryRunItem }) {
  return (
    <span>
      <a
        href={`/submissions/${submissionId}`}
        target="_blank"
        rel="noreferrer"
        className="font-medium text-accent underline underline-offset-2"
      >
        {submissionId}
      </a>{' '}
      <span className="text-sm text-soft sm:block">{appointmentId ?? sender}</span>
    </span>
  );
}

function Table({ items, isNew }: RowsProps) {
  return (
    <ScrollTable
      caption="Dry run by submission"
      columns={['Submission', 'Received', ...(isNew ? [] : ['As saved']), 'With these filters', 'Because']}
    >
      {items.map((item) => (
        <tr key={`${item.submissionId} ${item.itemIndex}`}>
          <td className="whitespace-nowrap">
            <Submission item={item} />
          </td>
          <td>
            <Time at={item.receivedAt} />
          </td>
          {!isNew && (
            <td>
              <VerdictMark verdict={item.before} />
            </td>
          )}
          <td className={isDifferent(item) ? 'bg-accent-wash font-medium' : ''}>
            <VerdictMark verdict={item.after} />
          </td>
          <td className="min-w-56">
            <Reason item={item} />
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function VerdictMark({ verdict }: { verdict: Verdict | null }) {
  const look = 'flex items-center gap-1.5 whitespace-nowrap';
  if (verdict?.kind === 'kept') {
    return (
      <span className={look}>
        <CircleCheck aria-hidden className="size-4 text-good" />
        kept
      </span>
    );
  }
  if (verdict?.kind === 'removed') {
    return (
      <span className={look}>
        <Funnel aria-hidden className="size-4 text-warn" />
        removed
      </span>
    );
  }
  return (
    <span className={`${look} text-soft`}>
      <Minus aria-hidden className="size-4" />
      other topic
    </span>
  );
}

/** What removes it, or removed it: the filter in words and the values that it saw. */
function Reason({ item: { before, after } }: { item: DryRunItem }) {
  const verdict = after.kind === 'removed' ? after : before;
  if (verdict?.kind !== 'removed') return <span className="text-faint">every filter passes</span>;
  const label = FILTERS.find(({ type }) => type === verdict.filterType)?.label ?? verdict.filterType;
  return (
    <>
      {verdict.failures.map(({ filterName, filterArgs, words, valuesSeen }) => (
        <div key={`${filterName}(${filterArgs.join(', ')})`}>
          <span className="block">
            {label}
            {verdict === before && ' as saved'}: {words}
          </span>
          {valuesSeen.map(({ field, value }) => (
            <span key={field} className="block text-sm break-words text-soft">
              <code className="font-mono">{field}</code>{' '}
              {value === null ? <span className="text-warn">empty</span> : <span className="text-ink">{value}</span>}
            </span>
          ))}
        </div>
      ))}
    </>
  );
}
