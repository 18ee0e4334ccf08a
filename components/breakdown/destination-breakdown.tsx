import { FigureLink } from '#components/breakdown/figure-link';
import type { Picks } from '#components/breakdown/picks';
import { ShareBar } from '#components/breakdown/share-bar';
import { DESTINATION_FILL, fillOf } from '#components/breakdown/status-fill';
import { DESTINATION_STATUS, TONE_TEXT, type DestinationStatus } from '#components/submissions/status-words';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

type Counts = SubmissionBreakdown['byDestination'][number];

const STATUSES: DestinationStatus[] = [
  'delivered',
  'waiting',
  'retrying',
  'failed',
  'filtered',
  'superseded',
  'skipped',
];
/** Shown although nobody has it: that nothing failed is worth knowing. */
const ALWAYS: DestinationStatus[] = ['delivered', 'waiting', 'retrying', 'failed', 'filtered'];

const sum = (counts: Counts): number => STATUSES.reduce((total, status) => total + counts[status], 0);

/** What became of the submissions at each destination: a bar for the eye, the figures beside it. */
export function DestinationBreakdown({ destinations, picks }: { destinations: readonly Counts[]; picks: Picks }) {
  const shown = STATUSES.filter(
    (status) => ALWAYS.includes(status) || destinations.some((counts) => counts[status] > 0),
  );
  const most = Math.max(1, ...destinations.map(sum));
  return (
    <div className="min-w-0 bg-surface p-1.5">
      <h2 id="by-destination" className="px-2 pt-1 text-sm font-medium text-soft">
        By destination
      </h2>
      {destinations.length === 0 ? (
        <p className="px-2 py-1 text-faint">No destination met a submission.</p>
      ) : (
        <div role="region" aria-labelledby="by-destination" tabIndex={0} className="max-h-44 overflow-auto">
          <table className="w-full border-collapse text-sm">
            <caption className="sr-only">Submissions by destination and what became of them there</caption>
            <thead>
              <tr>
                <th scope="col">
                  <span className="sr-only">Destination</span>
                </th>
                {shown.map((status) => (
                  <ColumnHead key={status} status={status} />
                ))}
              </tr>
            </thead>
            <tbody>
              {destinations.map((counts) => (
                <DestinationRow key={counts.destination} counts={counts} shown={shown} most={most} picks={picks} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function ColumnHead({ status }: { status: DestinationStatus }) {
  const { icon: Icon, tone, word } = DESTINATION_STATUS[status];
  return (
    <th scope="col" title={word} className="sticky top-0 z-10 w-11 bg-surface px-1 pb-1 text-right font-normal">
      <span className="inline-flex items-center gap-1">
        <svg aria-hidden className="h-2.5 w-3 rounded-xs">
          <rect width="100%" height="100%" fill={fillOf(DESTINATION_FILL[status])} />
        </svg>
        <Icon aria-hidden className={`size-3.5 ${TONE_TEXT[tone]}`} />
      </span>
      <span className="sr-only">{word}</span>
    </th>
  );
}

interface DestinationRowProps {
  counts: Counts;
  shown: readonly DestinationStatus[];
  most: number;
  picks: Picks;
}

function DestinationRow({ counts, shown, most, picks }: DestinationRowProps) {
  const { destination } = counts;
  const isPicked = picks.isPicked({ destination });
  return (
    <tr className="hover:bg-raised">
      <th
        scope="row"
        className="w-full max-w-0 min-w-28 rounded-l-md py-1 pr-2 pl-2 text-left align-middle font-normal"
      >
        <FigureLink
          href={picks.hrefOf(isPicked ? {} : { destination })}
          isPicked={isPicked}
          className="mb-1 block truncate font-medium underline-offset-2 hover:underline aria-[current]:text-accent"
        >
          {destination}
        </FigureLink>
        <ShareBar
          most={most}
          shares={shown.map((status) => ({
            key: status,
            count: counts[status],
            fill: fillOf(DESTINATION_FILL[status]),
          }))}
        />
      </th>
      {shown.map((status) => (
        <td key={status} className="px-1 py-1 text-right align-middle">
          {counts[status] === 0 ? (
            <span className="px-1 text-faint">0</span>
          ) : (
            <Count destination={destination} status={status} count={counts[status]} picks={picks} />
          )}
        </td>
      ))}
    </tr>
  );
}

interface CountProps {
  destination: string;
  status: DestinationStatus;
  count: number;
  picks: Picks;
}

function Count({ destination, status, count, picks }: CountProps) {
  const pick = { destination, destinationStatus: status };
  const isPicked = picks.isPicked(pick);
  return (
    <FigureLink
      href={picks.hrefOf(isPicked ? {} : pick)}
      isPicked={isPicked}
      label={`${count} ${DESTINATION_STATUS[status].word.toLowerCase()} at ${destination}`}
      className="inline-block min-w-6 rounded-sm px-1 text-center underline decoration-edge underline-offset-2 hover:bg-accent-wash aria-[current]:bg-accent-wash aria-[current]:font-semibold"
    >
      {count}
    </FigureLink>
  );
}
