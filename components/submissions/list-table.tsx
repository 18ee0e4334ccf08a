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
  children: ReactNode;
}

const HEAD =
  'sticky top-12 z-20 bg-surface py-2 pr-4 text-left font-medium shadow-[inset_0_-1px_0] shadow-line max-sm:pr-2';

/** One page of a list of what was received. j and k or the arrows move from row to row, Enter opens. */
export function ListTable({ caption, noun, newest, columns, body, children }: ListTableProps) {
  const own = useRef<HTMLTableSectionElement>(null);
  const rows = body ?? own;
  const zone = useZone();
  useRowKeys(rows, noun);
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
  /** Below the time. */
  below?: ReactNode;
  /** The cells after the first. */
  children: ReactNode;
}

/** A row that opens as a whole; the keyboard's stop is the link in its first cell. */
export function ListRow({ href, id, title, at, cell, onOpen, below, children }: ListRowProps) {
  return (
    <tr className="group relative border-b border-line hover:bg-raised has-[a:focus-visible]:bg-accent-wash">
      <td className={`${cell} pl-3 sm:pl-5`}>
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
