import { Skeleton } from '#components/ui/skeleton';

/** Stands where the report will be. */
export function ReportSkeleton() {
  return (
    <div role="status" className="p-5">
      <span className="sr-only">The report is loading.</span>
      <Skeleton className="h-7 w-80" />
      <Skeleton className="mt-3 h-4 w-120" />
      <Skeleton className="mt-8 h-96 w-full max-w-3xl" />
    </div>
  );
}
