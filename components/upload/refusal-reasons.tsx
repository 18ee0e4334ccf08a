import { formatCount } from '#components/ui/format-count';
import { advise } from '#components/upload/advise';
import type { ConsolidatedMessage } from '#lib/submissions/contract';

const SHOWN = 20;

/** Why the door refuses a payload as a whole, and what to do about each reason. */
export function RefusalReasons({ errors }: { errors: readonly ConsolidatedMessage[] }) {
  const others = errors.length - SHOWN;
  return (
    <>
      <ul className="space-y-2">
        {errors.slice(0, SHOWN).map(({ scope, message }) => (
          <li key={`${scope} ${message}`}>
            <p className="font-medium break-words text-ink">{message}</p>
            {advise(message) !== null && <p>{advise(message)}</p>}
          </li>
        ))}
      </ul>
      {others > 0 && <p className="mt-2">And {formatCount(others)} more.</p>}
    </>
  );
}
