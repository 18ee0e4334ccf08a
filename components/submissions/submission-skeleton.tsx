import { Skeleton } from '#components/ui/skeleton';

/** A submission while it is on its way. */
export function SubmissionSkeleton() {
  return (
    <div role="status" className="mx-auto max-w-480 space-y-4 px-3 pt-6 sm:px-5">
      <span className="sr-only">Loading the submission</span>
      <Skeleton className="h-6 w-64" />
      <Skeleton className="h-4 w-96 max-w-full" />
      <Skeleton className="h-28 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
