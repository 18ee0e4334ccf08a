import { DESTINATION_STATUS, TONE_TEXT } from '#components/submissions/status-words';
import type { ListedSubmission } from '#lib/submissions/contract';

/** Each destination of a submission with its status in words. */
export function DestinationList({ destinations }: { destinations: ListedSubmission['destinations'] }) {
  return (
    <ul className="space-y-1">
      {destinations.map(({ destination, status, itemCount }) => {
        const { icon: Icon, tone, word } = DESTINATION_STATUS[status];
        return (
          <li key={destination} className="flex items-center gap-2">
            <Icon aria-hidden className={`size-4 shrink-0 ${TONE_TEXT[tone]}`} />
            <span className="font-medium break-all">{destination}</span>
            <span className="ml-auto pl-3 whitespace-nowrap text-soft">
              {word}
              {itemCount > 1 && `, ${itemCount} items`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
