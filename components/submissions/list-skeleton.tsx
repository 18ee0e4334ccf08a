import { Skeleton } from '#components/ui/skeleton';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The list while it is on its way. */
export function ListSkeleton() {
  return (
    <div role="status" className="px-3 py-2 sm:px-5">
      <span className="sr-only">Loading submissions</span>
      {ROWS.map((row) => (
        <div key={row} className="flex items-center gap-6 border-b border-line py-3 last:border-0">
          <Skeleton className="h-3.5 w-36" />
          <Skeleton className="h-3.5 w-20 max-md:hidden" />
          <Skeleton className="h-3.5 w-24 max-lg:hidden" />
          <Skeleton className="h-3.5 w-28" />
          <Skeleton className="h-3.5 flex-1 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
