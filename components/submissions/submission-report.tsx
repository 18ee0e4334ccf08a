'use client';

import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Failure } from '#components/ui/failure';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { getReport, getReportVersion } from '#lib/reports/client';
import { appointmentKeys } from '#lib/query-keys';

const ReportVersions = dynamic(
  () => import('#components/versions/report-versions').then(({ ReportVersions: View }) => View),
  { ssr: false, loading: () => <Loading /> },
);

interface SubmissionReportProps {
  domain: string;
  appointmentId: string;
  /** The version that this submission made. */
  version: number;
}

/** The report's versions, read only when somebody asks for them: every read of a report is audited. */
export function SubmissionReport({ domain, appointmentId, version }: SubmissionReportProps) {
  const [open, setOpen] = useState(false);
  const report = useQuery({
    queryKey: appointmentKeys.report(domain, appointmentId),
    queryFn: ({ signal }) => getReport(domain, appointmentId, signal),
    enabled: open,
  });
  return (
    <Panel title="Report">
      {!open ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface p-4">
          <p className="min-w-0 flex-1 basis-64 text-soft">
            Its text, and each version with what changed. Reading a report is recorded.
          </p>
          <Button onClick={() => setOpen(true)}>
            <FileText aria-hidden className="size-4" />
            Read the report
          </Button>
        </div>
      ) : report.isError ? (
        <Failure error={report.error} retry={() => void report.refetch()} />
      ) : report.data === undefined ? (
        <Loading />
      ) : report.data === null ? (
        <p className="rounded-lg border border-line bg-surface p-4 text-soft">There is no report any more.</p>
      ) : (
        <ReportVersions
          versions={report.data.versions}
          initial={version}
          loadText={async (wanted, signal) =>
            (await getReportVersion(domain, appointmentId, wanted, signal)).reportText
          }
        />
      )}
    </Panel>
  );
}

function Loading() {
  return (
    <div role="status">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
