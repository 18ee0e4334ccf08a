'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useReport } from '#components/editor/report-context';
import { resultWord } from '#components/signing/result-words';
import type { ReportStatus } from '#components/signing/use-checks';
import { StatusMark } from '#components/submissions/status-mark';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Skeleton } from '#components/ui/skeleton';
import { WordDiff } from '#components/versions/word-diff';
import { appointmentKeys } from '#lib/query-keys';
import { getReport } from '#lib/reports/client';

interface NewerReportProps {
  text: string;
  status: ReportStatus;
  /** The version that the reader meant to replace. */
  seen: number;
  /** Why the server refused. */
  detail: string;
  /** The reader has seen the newer version and signs over it. */
  onSeen: (version: number) => void;
}

/** Somebody stored a report meanwhile: which, how it differs, and the choice to sign over it. Nothing is lost. */
export function NewerReport({ text, status, seen, detail, onSeen }: NewerReportProps) {
  const { domain, appointmentId } = useReport();
  const newer = useQuery({
    queryKey: [...appointmentKeys.report(domain, appointmentId), 'since', seen],
    queryFn: ({ signal }) => getReport(domain, appointmentId, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const report = newer.data;
  const [newest] = report?.versions ?? [];
  return (
    <div role="alert" className="rounded-lg border border-l-[3px] border-line border-l-warn p-3">
      <p className="flex items-start gap-2 font-medium">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        Not signed: the report is not the one you saw
      </p>
      {newer.isError ? (
        <p className="mt-1 text-soft">{detail}</p>
      ) : !report || !newest ? (
        <Skeleton className="mt-2 h-12 w-full" />
      ) : (
        <>
          <p className="mt-1 flex flex-wrap items-center gap-x-2">
            Version {report.version} <StatusMark status={resultWord(newest.resultStatus)} />
          </p>
          <p className="text-sm text-soft">
            by {newest.interpretingClinicianName ?? 'the partner’s system'}, <Time at={newest.acceptedAt} />
          </p>
          <div className="mt-2">
            <WordDiff
              before={report.reportText}
              after={text}
              beforeName={`version ${report.version}`}
              afterName="yours"
              label="Difference from the newer report"
            />
          </div>
          {status === 'preliminary' && report.reportStatus === 'final' ? (
            <p className="mt-2 text-soft">
              A preliminary cannot follow a final. Go back to writing; what you wrote is kept. A final of yours would
              correct it.
            </p>
          ) : (
            <Button className="mt-2" onClick={() => onSeen(report.version)}>
              Sign mine over version {report.version}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
