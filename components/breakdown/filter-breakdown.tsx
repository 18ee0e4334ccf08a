import { FigureLink } from '#components/breakdown/figure-link';
import type { Picks } from '#components/breakdown/picks';
import { ShareBar } from '#components/breakdown/share-bar';
import { DESTINATION_FILL, fillOf } from '#components/breakdown/status-fill';
import { FILTER_TYPE } from '#components/submissions/status-words';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

interface FilterBreakdownProps {
  filters: SubmissionBreakdown['byFilter'];
  picks: Picks;
}

/** Which filter kept how many submissions, and from which destination. */
export function FilterBreakdown({ filters, picks }: FilterBreakdownProps) {
  const most = Math.max(1, ...filters.map(({ count }) => count));
  return (
    <div className="min-w-0 bg-surface p-1.5 md:max-xl:col-span-2">
      <h2 id="by-filter" className="px-2 pt-1 pb-1 text-sm font-medium text-soft">
        Removed by filters
      </h2>
      {filters.length === 0 ? (
        <p className="px-2 py-1 text-faint">No filter removed anything.</p>
      ) : (
        <div role="region" aria-labelledby="by-filter" tabIndex={0} className="max-h-40 overflow-auto">
          <table className="w-full border-collapse text-sm">
            <caption className="sr-only">Submissions that a filter removed, by filter and destination</caption>
            <thead>
              <tr>
                <th scope="col">
                  <span className="sr-only">Filter</span>
                </th>
                <th scope="col">
                  <span className="sr-only">Submissions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {filters.map(({ destination, filterType, count }) => {
                const isPicked = picks.isPicked({ destination, filterType });
                return (
                  <tr key={`${destination} ${filterType}`} className="hover:bg-raised">
                    <th scope="row" className="w-full max-w-0 rounded-l-md py-1 pr-2 pl-2 text-left font-normal">
                      <span className="mb-1 block truncate">
                        <span className="font-medium">{FILTER_TYPE[filterType]}</span>{' '}
                        <span className="text-soft">for {destination}</span>
                      </span>
                      <ShareBar
                        most={most}
                        shares={[{ key: filterType, count, fill: fillOf(DESTINATION_FILL.filtered) }]}
                      />
                    </th>
                    <td className="rounded-r-md py-1 pr-2 pl-1 text-right align-middle">
                      <FigureLink
                        href={picks.hrefOf(isPicked ? {} : { destination, filterType })}
                        isPicked={isPicked}
                        label={`${count} removed by the ${FILTER_TYPE[filterType].toLowerCase()} filter of ${destination}`}
                        className="inline-block min-w-6 rounded-sm px-1 text-center underline decoration-edge underline-offset-2 hover:bg-accent-wash aria-[current]:bg-accent-wash aria-[current]:font-semibold"
                      >
                        {count}
                      </FigureLink>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
