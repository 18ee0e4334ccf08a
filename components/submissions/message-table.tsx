import { FigureLink } from '#components/breakdown/figure-link';
import { formatCount } from '#components/ui/format-count';
import { ScrollTable } from '#components/ui/scroll-table';
import type { ConsolidatedMessage } from '#lib/submissions/contract';

const SCOPE: Record<ConsolidatedMessage['scope'], string> = {
  parameter: 'Parameter',
  report: 'Whole submission',
  item: 'Item',
  translation: 'Translation',
};
/** So many items are named; thousands may have the same fault. */
const NAMED = 12;

interface MessageTableProps {
  caption: string;
  messages: readonly ConsolidatedMessage[];
  /** Where an item is shown; null where items have no list. */
  itemHref: ((index: number) => string) | null;
}

/** Errors or warnings, each said once, with the items it is about. */
export function MessageTable({ caption, messages, itemHref }: MessageTableProps) {
  return (
    <ScrollTable caption={caption} columns={['Message', 'About', 'Field', 'Code']}>
      {messages.map((message) => (
        <tr key={`${message.scope} ${message.message} ${message.field ?? ''}`}>
          <td className="min-w-64 break-words">{message.message}</td>
          <td className="min-w-32">
            {SCOPE[message.scope]} <Items indices={message.indices ?? []} itemHref={itemHref} />
          </td>
          <td className="whitespace-nowrap">{message.field ?? <span className="text-faint">none</span>}</td>
          <td className="font-mono text-sm whitespace-nowrap">{message.errorCode}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function Items({
  indices,
  itemHref,
}: {
  indices: readonly (number | null)[];
  itemHref: MessageTableProps['itemHref'];
}) {
  const items = [...new Set(indices.filter((index) => index !== null))];
  const others = items.length - NAMED;
  return (
    <>
      {items.slice(0, NAMED).map((index, at) => (
        <span key={index}>
          {at > 0 && ', '}
          {itemHref === null ? (
            index
          ) : (
            <FigureLink
              href={itemHref(index)}
              label={`Item ${index}`}
              className="text-accent underline underline-offset-2"
            >
              {index}
            </FigureLink>
          )}
        </span>
      ))}
      {others > 0 && ` and ${formatCount(others)} more`}
    </>
  );
}
