import { FigureLink } from '#components/breakdown/figure-link';
import type { Picks } from '#components/breakdown/picks';
import { fillOf, STATUS_FILL } from '#components/breakdown/status-fill';
import { OVERALL_STATUS, TONE_TEXT } from '#components/submissions/status-words';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

/** Statuses a stored submission can have, in the order of its way. */
export const SHOWN_STATUSES = [
  'Received',
  'Waiting to Deliver',
  'Partially Delivered',
  'Delivered',
  'Not Delivering',
  'Error',
] as const;

const TILE =
  'flex min-w-0 flex-col items-start rounded-md px-3 py-1.5 text-left max-sm:px-2 hover:bg-raised focus-visible:-outline-offset-2 aria-[current]:bg-accent-wash aria-[current]:shadow-[inset_0_-2px_0] aria-[current]:shadow-accent';

/** All, and how many of each status; the swatches are the chart's legend. */
export function StatusTiles({ breakdown, picks }: { breakdown: SubmissionBreakdown; picks: Picks }) {
  const counts = new Map(breakdown.byStatus.map(({ status, count }) => [status, count]));
  return (
    <ul aria-label="By status" className="grid grid-cols-3 bg-surface p-1.5 sm:grid-cols-4 lg:grid-cols-7">
      <li className="grid">
        <FigureLink href={picks.hrefOf({})} isPicked={picks.isPicked({})} className={TILE}>
          <span className="text-xl font-semibold">{breakdown.total}</span>
          <span className="text-sm text-soft">All</span>
        </FigureLink>
      </li>
      {SHOWN_STATUSES.map((status) => {
        const { icon: Icon, tone, word } = OVERALL_STATUS[status];
        const count = counts.get(status) ?? 0;
        const isPicked = picks.isPicked({ status });
        return (
          <li key={status} className="grid">
            <FigureLink href={picks.hrefOf(isPicked ? {} : { status })} isPicked={isPicked} className={TILE}>
              <span
                className={`flex w-full items-center gap-2 text-xl font-semibold ${count === 0 ? 'text-faint' : ''}`}
              >
                {count}
                <svg aria-hidden className="h-2.5 w-4 rounded-sm max-md:hidden">
                  <rect width="100%" height="100%" fill={fillOf(STATUS_FILL[status])} />
                </svg>
              </span>
              <span className="flex items-start gap-1 text-sm text-soft">
                <Icon
                  aria-hidden
                  className={`mt-0.5 size-3.5 shrink-0 ${count === 0 ? 'text-faint' : TONE_TEXT[tone]}`}
                />
                {word}
              </span>
            </FigureLink>
          </li>
        );
      })}
    </ul>
  );
}
