import { TONE_TEXT } from '#components/submissions/status-words';
import type { FilterFailure } from '#lib/routing/contract';

/** The values that an expression looked at. They may be a patient's: only on pages that nobody stores. */
export function ValuesSeen({ failure }: { failure: FilterFailure | null }) {
  if (!failure || failure.valuesSeen.length === 0) return <span className="text-faint">none</span>;
  return (
    <ul>
      {failure.valuesSeen.map(({ field, value }) => (
        <li key={field} className="break-words">
          <code className="font-mono text-sm text-soft">{field}</code>{' '}
          {value === null ? <span className={TONE_TEXT.warn}>empty</span> : value}
        </li>
      ))}
    </ul>
  );
}
