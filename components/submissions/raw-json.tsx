'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { Failure } from '#components/ui/failure';
import { Skeleton } from '#components/ui/skeleton';
import { getHistoryText } from '#lib/submissions/client';
import { submissionKeys } from '#lib/query-keys';

/** What a partner's GET is answered, byte for byte. Indenting changes the look only, never what is copied. */
export function RawJson({ id }: { id: string }) {
  const [indented, setIndented] = useState(false);
  const raw = useQuery({ queryKey: submissionKeys.raw(id), queryFn: ({ signal }) => getHistoryText(id, signal) });
  if (raw.isError) return <Failure error={raw.error} retry={() => void raw.refetch()} />;
  const path = `/api/waters/report/${id}/history`;
  return (
    <section aria-label="Raw JSON" className="mt-6">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <code className="mr-auto min-w-0 font-mono text-sm break-all text-soft">GET {path}</code>
        <Button
          aria-pressed={indented}
          className="aria-pressed:border-accent aria-pressed:bg-accent-wash"
          onClick={() => setIndented(!indented)}
        >
          Indent
        </Button>
        {raw.data !== undefined && <CopyButton text={raw.data} label="Copy" />}
      </div>
      {raw.data === undefined ? (
        <div role="status">
          <span className="sr-only">Loading</span>
          <Skeleton className="h-64 w-full" />
        </div>
      ) : (
        <pre
          data-testid="raw-json"
          tabIndex={0}
          className="max-h-[70vh] overflow-auto rounded-lg border border-line bg-surface p-4 font-mono text-sm break-all whitespace-pre-wrap"
        >
          {indented ? JSON.stringify(JSON.parse(raw.data), null, 2) : raw.data}
        </pre>
      )}
    </section>
  );
}
