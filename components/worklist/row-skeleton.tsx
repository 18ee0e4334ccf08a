import { Skeleton } from '#components/ui/skeleton';
import { COLUMNS, placeAt } from '#components/worklist/worklist-row';

const CELLS = ['w-20', 'w-32', 'w-48', 'w-24', 'w-24', 'w-20', 'w-10'];

/** A row that is on its way. */
export function RowSkeleton({ index, top }: { index: number; top: number | undefined }) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy
      style={placeAt(top)}
      className={`grid h-21 w-full grid-cols-2 items-center gap-x-3 border-b border-line px-3 sm:px-5 @4xl:h-11.5 ${COLUMNS} ${top === undefined ? '' : 'absolute top-0 left-0'}`}
    >
      {CELLS.map((width, cell) => (
        <div key={width + String(cell)} role="gridcell" className={cell > 1 ? 'hidden @4xl:block' : ''}>
          <Skeleton className={`h-3.5 max-w-full ${width}`} />
          {cell === 0 && <span className="sr-only">Loading</span>}
        </div>
      ))}
    </div>
  );
}
