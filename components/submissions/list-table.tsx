'use client';

import Link from 'next/link';
import { useRef, type ReactNode, type RefObject } from 'react';
import { OpeningMark } from '#components/submissions/opening-mark';
import { useRowKeys } from '#components/submissions/use-row-keys';
import { zoneName } from '#components/time/format-time';
import { Time } from '#components/time/time';
import { useZone } from '#components/time/zone';

interface ListTableProps {
  caption: string;
  /** What a row is: `submission`. */
  noun: string;
  /** When the first row was received: its zone stands in the head. */
  newest: string | undefined;
  /** The columns after the first, which is always when it was received; `className` says from which width it is shown. */
  columns: readonly { label: string; className?: string }[];
  body?: RefObject<HTMLTableSectionElement | null>;
  /** In front of the first column, where rows can be chosen. */
  lead?: LeadCell;
  children: ReactNode;
}

/** A cell in front of the others; `isPhone` where there is room for it only once somebody asked for it. */
export interface LeadCell {
  content: ReactNode;
  isPhone: boolean;
}

const leadLook = ({ isPhone }: LeadCell) => `w-px sm:pl-3 ${isPhone ? 'max-sm:pl-1' : 'max-sm:hidden'}`;
const firstLook = (lead: LeadCell | undefined) => (lead ? `pl-1 ${lead.isPhone ? '' : 'max-sm:pl-3'}` : 'pl-3 sm:pl-5');

const HEAD =
  'sticky top-12 z-20 bg-surface py-2 pr-4 text-left font-medium shadow-[inset_0_-1px_0] shadow-line max-sm:pr-2';

/** One page of a list of what was received. j and k or the arrows move from row to row, Enter opens. */
export function ListTable({ caption, noun, newest, columns, body, lead, children }: ListTableProps) {
  const own = useRef<HTMLTableSectionElement>(null);
  const rows = body ?? own;
  const zone = useZone();
  useRowKeys(rows, noun);
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-sm text-soft">
        <tr>
          {lead && <td className={`${HEAD} py-0! pr-0! ${leadLook(lead)}`}>{lead.content}</td>}
          <th scope="col" className={`${HEAD} ${firstLook(lead)}`}>
            Received
            {newest && (
              <span className="font-normal text-faint" suppressHydrationWarning>
                {' '}
                ({zoneName(newest, zone)})
              </span>
            )}
          </th>
          {columns.map(({ label, className = '' }) => (
            <th key={label} scope="col" className={`${HEAD} ${className}`}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={rows}>{children}</tbody>
    </table>
  );
}

interface ListRowProps {
  href: string;
  /** By which the keyboard finds it again. */
  id: string;
  /** What the row is, before the time, for those who do not see the columns: “Submission 7, received”. */
  title: string;
  at: string;
  cell: string;
  onOpen?: () => void;
  lead?: LeadCell;
  isChosen?: boolean;
  /** Below the time. */
  below?: ReactNode;
  /** The cells after the first. */
  children: ReactNode;
}

/** A row that opens as a whole; the keyboard's stop is the link in its first cell. */
export function ListRow({ href, id, title, at, cell, onOpen, lead, isChosen, below, children }: ListRowProps) {
  return (
    <tr
      data-chosen={isChosen || undefined}
      className="group relative border-b border-line hover:bg-raised has-[a:focus-visible]:bg-accent-wash data-chosen:bg-accent-wash"
    >
      {lead && <td className={`align-middle ${leadLook(lead)}`}>{lead.content}</td>}
      <td className={`${cell} ${firstLook(lead)}`}>
        <Link
          href={href}
          prefetch={false}
          data-row={id}
          onClick={onOpen}
          className="outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <span className="sr-only">{title} </span>
          <Time at={at} withZone={false} />
          <OpeningMark />
        </Link>
        {below}
      </td>
      {children}
    </tr>
  );
}
