'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useId, useState } from 'react';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { ITEM_STATE } from '#components/items/item-words';
import { DESTINATION_STATUS, TONE_TEXT } from '#components/submissions/status-words';
import { StatusMark } from '#components/submissions/status-mark';
import { unmatchedItemAddress } from '#components/unmatched/unmatched-address';
import type { SubmissionItem } from '#lib/intake/items-contract';

interface ItemRowProps {
  domain: string;
  submissionId: number;
  item: SubmissionItem;
  /** The address points at it. */
  isPointedAt: boolean;
}

const CELL = 'py-2 pr-4 align-top';
const NONE = <span className="text-faint">none</span>;

/** One item, and below it, once opened, what is told of it. */
export function ItemRow({ domain, submissionId, item, isPointedAt }: ItemRowProps) {
  const [open, setOpen] = useState(isPointedAt);
  const id = useId();
  const { index, trackingId, state, accessionNumber, errors, warnings } = item;
  const told = tellMessages(item);
  return (
    <>
      <tr
        id={`item-${index}`}
        tabIndex={-1}
        className={`border-t border-line outline-offset-[-2px] ${isPointedAt ? 'bg-accent-wash' : ''}`}
      >
        <th scope="row" className={`${CELL} pl-4 text-left font-medium`}>
          {index}
        </th>
        <td className={`${CELL} font-mono text-sm break-all max-md:hidden`}>{trackingId ?? NONE}</td>
        <td className={`${CELL} break-all max-lg:hidden`}>{accessionNumber ?? NONE}</td>
        <td className={CELL}>
          <StatusMark status={ITEM_STATE[state]} className="max-sm:whitespace-normal!" />
          <span className="block text-sm text-soft md:hidden">
            {trackingId !== null && <span className="font-mono break-all">{trackingId}</span>}
          </span>
          <span className="md:hidden">
            <Appointment domain={domain} submissionId={submissionId} item={item} none={null} />
          </span>
        </td>
        <td className={`${CELL} max-md:hidden`}>
          <Appointment domain={domain} submissionId={submissionId} item={item} none={NONE} />
        </td>
        <td className={`${CELL} max-sm:hidden`}>
          <Destinations destinations={item.destinations} />
        </td>
        <td className={`${CELL} text-right`}>
          {told === null ? (
            <span className="text-faint">none</span>
          ) : (
            <button
              type="button"
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              aria-label={`Item ${index}: ${told}`}
              onClick={() => setOpen(!open)}
              className="inline-flex items-center gap-1 rounded-sm text-left hover:text-accent"
            >
              <span className={errors.length > 0 ? 'text-bad' : 'text-warn'}>{told}</span>
              <ChevronRight aria-hidden className={`size-4 shrink-0 text-soft ${open ? 'rotate-90' : ''}`} />
            </button>
          )}
        </td>
      </tr>
      {open && told !== null && (
        <tr id={id}>
          <td colSpan={7} className="px-4 pb-3">
            <ul className="space-y-1 rounded-md bg-raised px-3 py-2">
              {[...errors, ...warnings].map((message, at) => (
                <li key={message} className="break-words">
                  <span className={`font-medium ${at < errors.length ? 'text-bad' : 'text-warn'}`}>
                    {at < errors.length ? 'Error: ' : 'Warning: '}
                  </span>
                  {message}
                </li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  );
}

/** The appointment that an item is filed with, or where to file it with one. */
function Appointment({
  domain,
  submissionId,
  item,
  none,
}: Omit<ItemRowProps, 'isPointedAt'> & { none: typeof NONE | null }) {
  const { appointmentId, index } = item;
  if (appointmentId === null && item.state !== 'unmatched') return none;
  return (
    <Link
      href={
        appointmentId === null
          ? unmatchedItemAddress({ submissionId, index })
          : appointmentAddress({ domain, appointmentId })
      }
      prefetch={false}
      className="break-all text-accent underline underline-offset-2"
    >
      {appointmentId ?? (
        <>
          Find one<span className="sr-only"> for item {index}</span>
        </>
      )}
    </Link>
  );
}

function Destinations({ destinations }: Pick<SubmissionItem, 'destinations'>) {
  if (destinations.length === 0) return NONE;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
      {destinations.map(({ destination, status }) => {
        const { icon: Icon, tone, word } = DESTINATION_STATUS[status];
        return (
          <li key={destination} title={word} className="flex items-center gap-1 text-sm text-soft">
            <Icon aria-hidden className={`size-3.5 shrink-0 ${TONE_TEXT[tone]}`} />
            <span className="break-all">{destination.slice(destination.indexOf('.') + 1)}</span>
            <span className="sr-only"> {word.toLowerCase()}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** `1 error, 2 warnings`; null where nothing is told. */
function tellMessages({ errors, warnings }: SubmissionItem): string | null {
  const count = (number: number, word: string) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`]);
  return [...count(errors.length, 'error'), ...count(warnings.length, 'warning')].join(', ') || null;
}
