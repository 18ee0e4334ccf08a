'use client';

import { useQuery } from '@tanstack/react-query';
import { ReportDesk } from '#components/editor/report-desk';
import { ReportSkeleton } from '#components/editor/report-skeleton';
import { Failure } from '#components/ui/failure';
import { getAppointment } from '#lib/appointments/client';
import { getDraft } from '#lib/drafts/client';
import { appointmentKeys } from '#lib/query-keys';
import { getReport } from '#lib/reports/client';

/** An appointment may close, or become another patient's, while it is reported. */
const ASK_MS = 20_000;

interface ReportPageProps {
  domain: string;
  appointmentId: string;
  /** What the reader writes in: CodeMirror, or a plain text area. */
  writing: 'code' | 'plain';
}

/** One appointment's report, to be read, written and signed. */
export function ReportPage({ domain, appointmentId, writing }: ReportPageProps) {
  const appointment = useQuery({
    queryKey: appointmentKeys.one(domain, appointmentId),
    queryFn: ({ signal }) => getAppointment(domain, appointmentId, signal),
    refetchInterval: ASK_MS,
  });
  const report = useQuery({
    queryKey: appointmentKeys.report(domain, appointmentId),
    queryFn: ({ signal }) => getReport(domain, appointmentId, signal),
  });
  const draft = useQuery({
    queryKey: appointmentKeys.draft(domain, appointmentId),
    queryFn: ({ signal }) => getDraft(domain, appointmentId, signal),
    // Only the first answer matters: what is written afterwards is written here.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const failed = [appointment, report, draft].find((query) => query.isError && query.data === undefined);
  if (failed?.error) return <Failure error={failed.error} retry={() => void failed.refetch()} />;
  if (!appointment.data || report.data === undefined || !draft.data) return <ReportSkeleton />;
  return (
    <ReportDesk
      domain={domain}
      appointmentId={appointmentId}
      appointment={appointment.data}
      report={report.data}
      draft={draft.data.draft}
      writing={writing}
    />
  );
}
