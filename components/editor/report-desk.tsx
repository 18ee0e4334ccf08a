'use client';

import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useEffect, useMemo } from 'react';
import type { Draft } from '#components/drafting/draft-keeper';
import { ClaimNotice } from '#components/editor/claim-notice';
import { DeskHead } from '#components/editor/desk-head';
import { PatientChangeNotice, usePatientChange } from '#components/editor/patient-change';
import { ReportContext, type Report } from '#components/editor/report-context';
import { ReportPanes, usePanes } from '#components/editor/report-panes';
import { RequestPane } from '#components/editor/request-pane';
import { SavingNotice } from '#components/editor/saving-notice';
import { useReportSession } from '#components/editor/use-report-session';
import { WritingPane } from '#components/editor/writing-pane';
import { SigningPane } from '#components/signing/signing-pane';
import type { Appointment } from '#lib/appointments/contract';
import { appointmentKeys } from '#lib/query-keys';
import type { CurrentReport } from '#lib/reports/contract';

// Each with a boundary of its own: what waits for its code must not take the words from the screen.
const loading = () => null;
const MergeDialog = dynamic(() => import('#components/editor/merge-dialog').then((module) => module.MergeDialog), {
  ssr: false,
  loading,
});
const RecoveryDialog = dynamic(
  () => import('#components/editor/recovery-dialog').then((module) => module.RecoveryDialog),
  { ssr: false, loading },
);

interface ReportDeskProps {
  domain: string;
  appointmentId: string;
  appointment: Appointment;
  report: CurrentReport | null;
  draft: Draft | null;
  writing: 'code' | 'plain';
}

/** The report on the desk: patient above, request at the left, words in the middle, signature at the right. */
export function ReportDesk(props: ReportDeskProps) {
  const { domain, appointmentId, appointment, report, draft, writing } = props;
  const queryClient = useQueryClient();
  const { text, session, state } = useReportSession({ domain, appointmentId, draft, report });
  const { claim, saving, found } = state;
  const panes = usePanes();
  const { reveal } = panes;
  const change = usePatientChange(appointment);
  const isPatientChanged = change.changes.length > 0;
  const isReadOnly = !state.isOpen || !(claim.kind === 'mine' || claim.kind === 'claiming');
  const isPending = appointment.status === 'PENDING REPORTING';
  useEffect(() => session.told(isPending), [session, isPending]);
  useEffect(() => {
    // The claim was refused: what has the appointment become?
    if (claim.kind === 'closed')
      void queryClient.invalidateQueries({ queryKey: appointmentKeys.one(domain, appointmentId) });
  }, [claim.kind, queryClient, domain, appointmentId]);
  const value = useMemo<Report>(
    () => ({
      domain,
      appointmentId,
      appointment,
      report,
      version: report?.version ?? 0,
      claim,
      isReadOnly,
      isPatientChanged,
      getText: () => text.get(),
      subscribeText: (listener) => text.subscribe(listener),
      goTo: (from, to) => {
        reveal('report');
        text.goTo(from, to);
      },
      mark: (places) => text.mark(places),
      flush: () => session.keeper.saveNow(),
      afterSigned: async () => {
        session.begunAnew();
        await queryClient.invalidateQueries({ queryKey: appointmentKeys.one(domain, appointmentId) });
      },
      writeOn: () => session.writeOn(),
    }),
    [
      domain,
      appointmentId,
      appointment,
      report,
      claim,
      isReadOnly,
      isPatientChanged,
      text,
      session,
      queryClient,
      reveal,
    ],
  );
  return (
    <ReportContext value={value}>
      <div className="flex min-h-[calc(100dvh-3rem)] flex-col lg:h-[calc(100dvh-3rem)]">
        <DeskHead panes={panes} />
        <PatientChangeNotice change={change} />
        <ClaimNotice state={state} session={session} />
        <SavingNotice saving={saving} onRetry={() => void session.resume()} />
        <ReportPanes
          panes={panes}
          request={<RequestPane text={text} session={session} />}
          report={<WritingPane text={text} session={session} saving={saving} writing={writing} panes={panes} />}
          sign={<SigningPane />}
        />
      </div>
      {found && <RecoveryDialog session={session} found={found} current={text.get()} />}
      {saving.kind === 'stale' && saving.theirs !== undefined && (
        <MergeDialog text={text} session={session} theirs={saving.theirs} />
      )}
    </ReportContext>
  );
}
