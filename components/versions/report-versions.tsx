'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '#components/ui/failure';
import { SelectField } from '#components/ui/select-field';
import { Skeleton } from '#components/ui/skeleton';
import { ReportText } from '#components/versions/report-text';
import { VersionList, type Version } from '#components/versions/version-list';
import { WordDiff } from '#components/versions/word-diff';
import { reportKeys } from '#lib/query-keys';

interface ReportVersionsProps {
  /** Newest first, as the report's answer lists them. */
  versions: readonly Version[];
  /** Reads one version's text; asked only for what is shown, because each read is audited. */
  loadText: (version: number, signal: AbortSignal) => Promise<string>;
  /** The version to begin with; the newest unless told. */
  initial?: number;
}

/** The versions of a report: one is shown, by default against the one before it, word by word. */
export function ReportVersions({ versions, loadText, initial }: ReportVersionsProps) {
  const newest = versions[0]?.version ?? 0;
  const [shown, setShown] = useState(initial ?? newest);
  const [against, setAgainst] = useState<number | 'previous' | null>('previous');
  const previous = versions.find(({ version }) => version < shown)?.version ?? null;
  const compared = against === 'previous' || against === shown ? previous : against;
  const after = useText(versions, shown, loadText);
  const before = useText(versions, compared, loadText);
  const failed = [after, before].find(({ isError }) => isError);
  return (
    <div className="grid gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]">
      <VersionList versions={versions} shown={shown} onShow={setShown} />
      <div className="min-w-0">
        {versions.length > 1 && (
          <div className="mb-2 flex flex-wrap items-center gap-2">
            <SelectField
              label="Compared with"
              all="Not compared"
              value={compared === null ? '' : String(compared)}
              choices={versions
                .filter(({ version }) => version !== shown)
                .map(({ version }) => ({ value: String(version), label: `Against version ${version}` }))}
              onChoose={(value) => setAgainst(value === '' ? null : Number(value))}
            />
          </div>
        )}
        {failed?.error ? (
          <Failure error={failed.error} retry={() => void failed.refetch()} />
        ) : after.data === undefined || (compared !== null && before.data === undefined) ? (
          <div role="status">
            <span className="sr-only">Loading</span>
            <Skeleton className="h-40 w-full" />
          </div>
        ) : compared !== null && before.data !== undefined ? (
          <WordDiff
            before={before.data}
            after={after.data}
            beforeName={`version ${compared}`}
            afterName={`version ${shown}`}
          />
        ) : (
          <ReportText>{after.data}</ReportText>
        )}
      </div>
    </div>
  );
}

/** A version never changes, so that its text is asked for once. */
function useText(versions: readonly Version[], version: number | null, loadText: ReportVersionsProps['loadText']) {
  const guid = versions.find((one) => one.version === version)?.reportGuid ?? '';
  return useQuery({
    queryKey: reportKeys.text(guid),
    queryFn: ({ signal }) => loadText(version ?? 0, signal),
    enabled: guid !== '',
    staleTime: Infinity,
  });
}
