import type { ListedSubmission } from '#lib/submissions/contract';
import { DestinationList } from '#components/submissions/destination-list';
import { DESTINATION_STATUS, TONE_TEXT } from '#components/submissions/status-words';
import { Tip } from '#components/ui/tip';

const SHOWN = 4;

/** `ehr` of `acme.ehr`: the service's own name, for where the organization is plain. */
const serviceOf = (destination: string): string => destination.slice(destination.indexOf('.') + 1);

/** Each destination by shape and name, how many of them have the report, and every status in words on hover or focus. */
export function DestinationDots({ destinations }: { destinations: ListedSubmission['destinations'] }) {
  if (destinations.length === 0) return <span className="text-faint">none</span>;
  const delivered = destinations.filter(({ status }) => status === 'delivered').length;
  const words = destinations.map(
    ({ destination, status }) => `${destination} ${DESTINATION_STATUS[status].word.toLowerCase()}`,
  );
  const hidden = destinations.length - SHOWN;
  return (
    <Tip content={<DestinationList destinations={destinations} />}>
      <button
        type="button"
        aria-label={`Delivered to ${delivered} of ${destinations.length}: ${words.join(', ')}`}
        className="relative z-10 flex max-w-full cursor-default! items-center gap-x-3 rounded-sm text-left"
      >
        <span className="min-w-7 font-medium">
          {delivered}
          <span className="text-faint">/{destinations.length}</span>
        </span>
        <span className="flex min-w-0 items-center gap-x-2.5 overflow-hidden">
          {destinations.slice(0, SHOWN).map(({ destination, status }) => {
            const { icon: Icon, tone } = DESTINATION_STATUS[status];
            return (
              <span key={destination} className="flex items-center gap-1 text-sm text-soft">
                <Icon aria-hidden className={`size-3.5 shrink-0 ${TONE_TEXT[tone]}`} />
                <span className="max-w-24 truncate max-xl:sr-only">{serviceOf(destination)}</span>
              </span>
            );
          })}
          {hidden > 0 && <span className="text-sm text-soft">+{hidden}</span>}
        </span>
      </button>
    </Tip>
  );
}
