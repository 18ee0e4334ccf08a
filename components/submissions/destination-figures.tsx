import { DESTINATION_STATUS, TONE_TEXT } from '#components/submissions/status-words';
import type { SubmissionSummary } from '#lib/submissions/contract';

type Counts = SubmissionSummary['byDestination'][number];

interface DestinationFiguresProps {
  destinations: readonly Counts[];
  picked: string | undefined;
  onPick: (destination: string | undefined) => void;
}

const FATES = ['delivered', 'waiting', 'retrying', 'failed', 'filtered', 'superseded', 'skipped'] as const;

/** What each destination got, waits for, failed or was spared, in items. */
export function DestinationFigures({ destinations, picked, onPick }: DestinationFiguresProps) {
  return (
    <div role="group" aria-label="By destination" className="bg-surface p-1.5">
      <h2 className="px-2 pt-1 pb-0.5 text-sm font-medium text-soft">Items by destination</h2>
      {destinations.length === 0 && <p className="px-2 py-1 text-faint">No destination met a submission yet.</p>}
      <ul className="max-h-28 overflow-y-auto">
        {destinations.map((counts) => (
          <li key={counts.destination}>
            <button
              type="button"
              aria-pressed={picked === counts.destination}
              onClick={() => onPick(picked === counts.destination ? undefined : counts.destination)}
              className="flex w-full flex-wrap items-center gap-x-3 rounded-md px-2 py-1 text-left hover:bg-raised aria-pressed:bg-accent-wash"
            >
              <span className="min-w-0 flex-1 basis-24 truncate font-medium">{counts.destination}</span>
              <span className="flex flex-wrap justify-end gap-x-2.5 text-sm">
                {FATES.filter((fate) => counts[fate] > 0).map((fate) => {
                  const { icon: Icon, tone, word } = DESTINATION_STATUS[fate];
                  return (
                    <span key={fate} title={word} className="flex items-center gap-1">
                      <Icon aria-hidden className={`size-3.5 ${TONE_TEXT[tone]}`} />
                      {counts[fate]}
                      <span className="sr-only"> {word.toLowerCase()}</span>
                    </span>
                  );
                })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
