import type { ReactNode } from 'react';
import { Failure } from '#components/ui/failure';
import { Skeleton } from '#components/ui/skeleton';

interface PaneSectionProps {
  title: string;
  /** What was asked for; `empty` says that there is none. */
  query: { data: readonly unknown[] | undefined; error: Error | null; refetch: () => unknown };
  empty: string;
  children: ReactNode;
}

/** A titled list beside the report, with what it looks like while it loads, fails or is empty. */
export function PaneSection({ title, query, empty, children }: PaneSectionProps) {
  const id = `pane-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-semibold">
        {title}{' '}
        {query.data && query.data.length > 0 && <span className="font-normal text-soft">{query.data.length}</span>}
      </h2>
      {query.data === undefined && query.error && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data === undefined && !query.error && (
        <div role="status" className="mt-2">
          <span className="sr-only">Loading</span>
          <Skeleton className="h-4 w-3/4" />
        </div>
      )}
      {query.data?.length === 0 && <p className="mt-1 text-soft">{empty}</p>}
      {children}
    </section>
  );
}
