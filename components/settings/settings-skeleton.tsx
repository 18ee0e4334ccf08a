import { Skeleton } from '#components/ui/skeleton';

/** A settings page whose objects are on their way. */
export function SettingsSkeleton() {
  return (
    <div role="status" aria-label="Loading the settings" className="grid gap-4">
      <Skeleton className="h-6 w-48" />
      <Skeleton className="h-4 w-96 max-w-full" />
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} className="h-24 w-full" />
      ))}
    </div>
  );
}
