import { ScrollTable } from '#components/ui/scroll-table';
import type { ConsolidatedMessage } from '#lib/submissions/contract';

const SCOPE: Record<ConsolidatedMessage['scope'], string> = {
  parameter: 'Parameter',
  report: 'Whole submission',
  item: 'Item',
  translation: 'Translation',
};

/** Errors or warnings, each said once, with the items it is about. */
export function MessageTable({ caption, messages }: { caption: string; messages: readonly ConsolidatedMessage[] }) {
  return (
    <ScrollTable caption={caption} columns={['Message', 'About', 'Field', 'Code']}>
      {messages.map((message) => (
        <tr key={`${message.scope} ${message.message} ${message.field ?? ''}`}>
          <td className="min-w-64 break-words">{message.message}</td>
          <td className="whitespace-nowrap">
            {SCOPE[message.scope]}
            {message.indices &&
              message.indices.length > 0 &&
              ` ${message.indices.filter((index) => index !== null).join(', ')}`}
          </td>
          <td className="whitespace-nowrap">{message.field ?? <span className="text-faint">none</span>}</td>
          <td className="font-mono text-sm whitespace-nowrap">{message.errorCode}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
