'use client';

import { ChevronRight } from 'lucide-react';
import { formatCount } from '#components/ui/format-count';
import type { DecodedContent } from '#lib/attempts/contract';

type Message = Extract<DecodedContent, { kind: 'hl7' }>['messages'][number];
type Segment = Message['parts'][number];

/** Longer segments are folded at first. */
const MOST_OPEN = 40;

/** HL7 messages by segments and fields, with their names. */
export function MessageSegments({ label, messages }: { label: 'Message' | 'Reply'; messages: readonly Message[] }) {
  return messages.map(({ index, messageId, parts, valuesLeftOut }) => (
    <section key={index} aria-label={`${label} ${messageId}`} className={index > 1 ? 'mt-4' : ''}>
      {messages.length > 1 && (
        <h3 className="mb-1 font-medium">
          {label} {index} of {messages.length} <code className="font-mono text-sm text-soft">{messageId}</code>
        </h3>
      )}
      <ul className="divide-y divide-line rounded-lg border border-line">
        {parts.map((segment) => (
          <SegmentFields key={segment.place} segment={segment} />
        ))}
      </ul>
      {valuesLeftOut > 0 && (
        <p className="mt-1 text-sm text-soft">
          {formatCount(valuesLeftOut)} more values are not shown; save it to see them.
        </p>
      )}
    </section>
  ));
}

function SegmentFields({ segment: { place, name, values } }: { segment: Segment }) {
  return (
    <li>
      <details open={values.length <= MOST_OPEN} className="group">
        <summary className="flex cursor-pointer list-none items-center gap-2 rounded-lg px-3 py-2 hover:bg-raised focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-soft group-open:rotate-90" />
          <code className="shrink-0 font-mono text-sm font-medium">{place}</code>
          <span className="min-w-0 truncate">{name}</span>
        </summary>
        <dl className="px-3 pb-2 pl-9">
          {values.map(({ place: at, name: field, value }) => (
            <div key={at} className="grid gap-x-3 py-0.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
              <dt className="min-w-0 text-soft">
                <code className="font-mono text-sm">{at}</code> {field}
              </dt>
              <dd className="min-w-0 wrap-anywhere whitespace-pre-wrap">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
