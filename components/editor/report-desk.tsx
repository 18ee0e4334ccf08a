'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Draft } from '#components/drafting/draft-keeper';
import { ClaimNotice } from '#components/editor/claim-notice';
import { PatientBanner } from '#components/editor/patient-banner';
import { ReportContext, type Report } from '#components/editor/report-context';
import { RequestPane } from '#components/editor/request-pane';
import { useReportSession } from '#components/editor/use-report-session';
import { WritingPane } from '#components/editor/writing-pane';
import { SigningPane } from '#components/signing/signing-pane';
import type { Appointment } from '#lib/appointments/contract';
import { appointmentKeys } from '#lib/query-keys';
import type { CurrentReport } from '#lib/reports/contract';

interface ReportDeskProps {
  domain: string;
  appointmentId: string;
  appointment: Appointment;
  report: CurrentReport | null;
  draft: Draft | null;
  writing: 'code' | 'plain';
}

const PANES = [
  { pane: 'request', label: 'Request' },
  { pane: 'report', label: 'Report' },
  { pane: 'sign', label: 'Sign' },
] as const;

/** The report on the desk: patient above, request at the left, words in the middle, signature at the right. */
export function ReportDesk(props: ReportDeskProps) {
  const { domain, appointmentId, appointment, report, draft, writing } = props;
  const queryClient = useQueryClient();
  const { text, session, state } = useReportSession({ domain, appointmentId, draft, report });
  const [pane, setPane] = useState<(typeof PANES)[number]['pane']>('report');
  const { claim } = state;
  const isReadOnly = !state.isOpen || !(claim.kind === 'mine' || claim.kind === 'claiming');
  const value = useMemo<Report>(
    () => ({
      domain,
      appointmentId,
      appointment,
      report,
      version: report?.version ?? 0,
      claim,
      isReadOnly,
      isPatientChanged: false,
      getText: () => text.get(),
      subscribeText: (listener) => text.subscribe(listener),
      goTo: (from, to) => {
        setPane('report');
        text.goTo(from, to);
      },
      mark: (places) => text.mark(places),
      flush: () => session.keeper.saveNow(),
      afterSigned: async () => {
        session.begunAnew();
        await queryClient.refetchQueries({ queryKey: appointmentKeys.one(domain, appointmentId) });
      },
      writeOn: () => session.writeOn(),
    }),
    [domain, appointmentId, appointment, report, claim, isReadOnly, text, session, queryClient],
  );
  return (
    <ReportContext value={value}>
      <div className="flex min-h-[calc(100dvh-3rem)] flex-col lg:h-[calc(100dvh-3rem)]">
        <PatientBanner />
        <ClaimNotice state={state} session={session} />
        <nav aria-label="Parts of the report" className="flex gap-5 border-b border-line px-3 lg:hidden">
          {PANES.map((one) => (
            <button
              key={one.pane}
              type="button"
              aria-pressed={pane === one.pane}
              onClick={() => setPane(one.pane)}
              className="-mb-px border-b-2 border-transparent py-2 text-soft aria-pressed:border-accent aria-pressed:font-medium aria-pressed:text-ink"
            >
              {one.label}
            </button>
          ))}
        </nav>
        <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(16rem,22rem)_minmax(0,1fr)_minmax(17rem,24rem)]">
          <div
            className={`min-h-0 border-line lg:block lg:overflow-y-auto lg:border-r ${pane === 'request' ? '' : 'max-lg:hidden'}`}
          >
            <RequestPane />
          </div>
          <div className={`flex min-h-0 flex-col ${pane === 'report' ? '' : 'max-lg:hidden'}`}>
            <WritingPane text={text} session={session} saving={state.saving} writing={writing} />
          </div>
          <div
            className={`min-h-0 border-line lg:block lg:overflow-y-auto lg:border-l ${pane === 'sign' ? '' : 'max-lg:hidden'}`}
          >
            <SigningPane />
          </div>
        </div>
      </div>
    </ReportContext>
  );
}
