'use client';

import { ArrowRight, FlaskConical, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { DryRunTable } from '#components/settings/dry-run-table';
import type { FilterKey } from '#components/settings/destination-words';
import { useAction } from '#components/settings/use-action';
import { Button } from '#components/ui/button';
import { ApiError } from '#lib/api-client';
import { dryRunFilters } from '#lib/settings/client';
import type { DryRunResult } from '#lib/settings/destination-contract';

interface DryRunProps {
  domain: string;
  /** null for a destination that is not there yet. */
  destination: string | null;
  topic: string;
  filters: Record<FilterKey, string[]>;
}

/** Tries the filters as they stand here on the last submissions, by the code that routes, before anything is saved. */
export function DryRun({ domain, destination, topic, filters }: DryRunProps) {
  const action = useAction();
  const [done, setDone] = useState<{ of: string; result: DryRunResult } | null>(null);
  const written = withoutBlank(filters);
  const tried = JSON.stringify({ topic, ...written });
  const run = () =>
    action.run(async () => {
      const result = await dryRunFilters(domain, { destination, topic, ...written }).catch(tellWhere);
      setDone({ of: tried, result });
    });
  const isStale = done !== null && done.of !== tried;
  return (
    <section aria-label="Dry run" className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
        <div className="min-w-0 flex-1 basis-72">
          <h3 className="font-semibold">Try them before you save</h3>
          <p className="text-sm text-soft">
            What these filters would have kept of the organization’s last 50 submissions, by the code that routes.
          </p>
        </div>
        <Button onClick={run} off={action.isBusy}>
          {action.isBusy ? (
            <LoaderCircle aria-hidden className="size-4 animate-spin" />
          ) : (
            <FlaskConical aria-hidden className="size-4" />
          )}
          {action.isBusy ? 'Trying…' : done ? 'Try again' : 'Dry run'}
        </Button>
      </div>
      <p role="alert" className="flex items-start gap-1.5 px-4 pb-4 text-bad empty:hidden">
        {action.problem !== null && (
          <>
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {action.problem}
          </>
        )}
      </p>
      <div role="status">
        {done && isStale && (
          <p className="border-t border-line px-4 py-3 text-soft">
            The filters have changed since this was tried. Try again to see what they do now.
          </p>
        )}
        {done && !isStale && <Totals result={done.result} />}
      </div>
      {done && !isStale && done.result.items.length > 0 && <DryRunTable key={done.of} items={done.result.items} />}
    </section>
  );
}

/** An expression that nobody has begun yet keeps nothing out. */
const withoutBlank = (filters: Record<FilterKey, string[]>): Record<FilterKey, string[]> =>
  Object.fromEntries(
    Object.entries(filters).map(([key, expressions]) => [key, expressions.filter((text) => text.trim() !== '')]),
  ) as Record<FilterKey, string[]>;

/** What is wrong stands at the field, which is checked while it is written. */
function tellWhere(error: unknown): never {
  if (!(error instanceof ApiError && error.failure === 'invalid')) throw error;
  throw new ApiError(
    'invalid',
    'Something above is not right yet, and says so. Correct it, then try.',
    error.requestId,
  );
}

function Totals({ result: { submissionCount, keptBefore, keptAfter, items } }: { result: DryRunResult }) {
  if (submissionCount === 0) {
    return (
      <p className="border-t border-line px-4 py-3 text-soft">
        Nothing was submitted yet, so there is nothing to try them on.
      </p>
    );
  }
  const total = items.length;
  const figure = (kept: number) => (
    <>
      <span className="text-xl font-semibold">{kept}</span>{' '}
      <span className="text-soft">
        of {total} kept
        <span className="max-sm:hidden">, {total - kept} removed</span>
      </span>
    </>
  );
  return (
    <dl className="flex flex-wrap items-end gap-x-5 gap-y-2 border-t border-line px-4 py-3">
      {keptBefore !== null && (
        <>
          <div>
            <dt className="text-sm text-soft">As saved</dt>
            <dd>{figure(keptBefore)}</dd>
          </div>
          <ArrowRight aria-hidden className="mb-1.5 size-5 text-faint" />
        </>
      )}
      <div>
        <dt className="text-sm text-soft">With these filters</dt>
        <dd>{figure(keptAfter)}</dd>
      </div>
    </dl>
  );
}
