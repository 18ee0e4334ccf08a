'use client';

import { countIn, longName } from '#components/breakdown/bucket-words';
import { FigureLink } from '#components/breakdown/figure-link';
import type { Picks } from '#components/breakdown/picks';
import { SHOWN_STATUSES } from '#components/breakdown/status-tiles';
import { OVERALL_STATUS } from '#components/submissions/status-words';
import { useZone } from '#components/time/zone';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

const FIGURE =
  'inline-block min-w-6 rounded-sm px-1 text-center underline decoration-edge underline-offset-2 hover:bg-accent-wash';

/** The chart's figures, newest first; hours and days without a submission are left out. */
export function TimeTable({ breakdown, picks }: { breakdown: SubmissionBreakdown; picks: Picks }) {
  const zone = useZone();
  const { unit } = breakdown;
  const buckets = breakdown.overTime.filter((bucket) => countIn(bucket) > 0).toReversed();
  const statuses = SHOWN_STATUSES.filter((status) => breakdown.byStatus.some((one) => one.status === status));
  return (
    <div role="region" aria-label="Status over time" tabIndex={0} className="h-40 overflow-auto">
      <table className="w-full border-collapse text-sm [&_td]:px-2 [&_td]:py-0.5 [&_td]:text-right [&_th]:px-2 [&_th]:py-0.5">
        <caption className="sr-only">Submissions by status each {unit}, newest first</caption>
        <thead className="text-soft">
          <tr>
            <th scope="col" className="sticky top-0 bg-surface text-left font-medium">
              {unit === 'hour' ? 'Hour' : 'Day'}
            </th>
            {['All', ...statuses.map((status) => OVERALL_STATUS[status].word)].map((word) => (
              <th key={word} scope="col" className="sticky top-0 bg-surface text-right align-bottom font-medium">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => {
            const { since, until, byStatus } = bucket;
            const name = longName(bucket, unit, zone);
            return (
              <tr key={since} className="hover:bg-raised">
                <th scope="row" className="text-left font-normal whitespace-nowrap">
                  {name}
                </th>
                <td>
                  <FigureLink
                    href={picks.hrefOf({ since, until })}
                    label={`${countIn(bucket)} on ${name}`}
                    className={FIGURE}
                  >
                    {countIn(bucket)}
                  </FigureLink>
                </td>
                {statuses.map((status) => {
                  const count = byStatus.find((one) => one.status === status)?.count ?? 0;
                  return (
                    <td key={status}>
                      {count === 0 ? (
                        <span className="px-1 text-faint">0</span>
                      ) : (
                        <FigureLink
                          href={picks.hrefOf({ since, until, status })}
                          label={`${count} ${status} on ${name}`}
                          className={FIGURE}
                        >
                          {count}
                        </FigureLink>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
