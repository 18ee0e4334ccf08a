'use client';

import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReportText } from '#components/drafting/report-text';
import { attributed } from '#components/editor/attribution';
import { useReport, useReportText } from '#components/editor/report-context';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { Failure } from '#components/ui/failure';
import { Skeleton } from '#components/ui/skeleton';
import { WordDiff } from '#components/versions/word-diff';
import type { Prior } from '#lib/appointments/contract';
import { appointmentKeys } from '#lib/query-keys';
import { getReport } from '#lib/reports/client';

/** An earlier report: its text, or what differs in the one being written; to be quoted with where it is from. */
export function PriorReport({ prior, text }: { prior: Prior; text: ReportText }) {
  const { domain, isReadOnly } = useReport();
  const [isCompared, setCompared] = useState(false);
  const words = useRef<HTMLDivElement>(null);
  const report = useQuery({
    queryKey: appointmentKeys.report(domain, prior.appointmentId),
    queryFn: ({ signal }) => getReport(domain, prior.appointmentId, signal),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  if (report.data === undefined) {
    if (report.error) return <Failure error={report.error} retry={() => void report.refetch()} />;
    return (
      <div role="status" className="px-1.5 py-2">
        <span className="sr-only">Loading</span>
        <Skeleton className="h-16 w-full" />
      </div>
    );
  }
  if (report.data === null) return <p className="px-1.5 py-2 text-soft">Its report was withdrawn meanwhile.</p>;
  const { reportText } = report.data;
  const quote = () => attributed(selectedIn(words.current) || reportText, prior);
  return (
    <div className="px-1.5 pt-1 pb-3">
      <div className="mb-2 flex flex-wrap gap-1.5">
        <Button aria-pressed={isCompared} onClick={() => setCompared(!isCompared)}>
          {isCompared ? 'Show its text' : 'Compare'}
        </Button>
        <CopyButton text={quote} label="Copy with source" />
        {!isReadOnly && <Button onClick={() => text.insert(quote())}>Insert with source</Button>}
      </div>
      {isCompared ? (
        <Compared before={reportText} />
      ) : (
        <div
          ref={words}
          role="region"
          aria-label="Text of the earlier report"
          tabIndex={0}
          className="max-h-96 overflow-auto rounded-md border border-line bg-surface p-3 text-sm break-words whitespace-pre-wrap"
        >
          {reportText}
        </div>
      )}
    </div>
  );
}

function Compared({ before }: { before: string }) {
  return (
    <WordDiff before={before} after={useReportText(1500)} beforeName="the earlier report" afterName="this report" />
  );
}

/** What is selected inside an element; '' when the selection is elsewhere. */
function selectedIn(element: HTMLElement | null): string {
  const selection = getSelection();
  return selection?.anchorNode && element?.contains(selection.anchorNode) ? selection.toString().trim() : '';
}
