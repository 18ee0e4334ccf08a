'use client';

import dynamic from 'next/dynamic';
import { AlertList, CommentList } from '#components/comments/comment-list';
import { useComments } from '#components/comments/use-comments';
import type { ReportSession } from '#components/drafting/report-session';
import type { ReportText } from '#components/drafting/report-text';
import { useReport } from '#components/editor/report-context';
import { SetAsideList } from '#components/editor/set-aside-list';
import { PriorList } from '#components/priors/prior-list';
import { Facts } from '#components/ui/facts';
import { PaneSection } from '#components/ui/pane-section';

const PriorReport = dynamic(() => import('#components/editor/prior-report').then((module) => module.PriorReport), {
  ssr: false,
  loading: () => null,
});

/** Alerts first, what was asked, what is known already, what others said, and words that were set aside. */
export function RequestPane({ text, session }: { text: ReportText; session: ReportSession }) {
  const { appointment } = useReport();
  const { domain, appointmentId } = appointment;
  const comments = useComments({ domain, appointmentId });
  return (
    <div className="space-y-6 px-3 pt-3 pb-8 sm:px-5 sm:pt-4">
      <AlertList comments={comments} />
      <PaneSection title="Request">
        <p className="break-words whitespace-pre-line">
          {appointment.clinicalInfo ?? <span className="text-soft">No clinical information was given.</span>}
        </p>
        <Facts
          className="mt-3 grid-cols-2"
          facts={[
            ['Referrer', appointment.referrerName],
            ['Site', appointment.scheduledSite],
            ['Date', appointment.appointmentDate],
            ['Body part', appointment.bodyPart],
            ['Assigned to', appointment.assignedRadiologist],
            ['Appointment', appointment.appointmentId],
          ]}
        />
      </PaneSection>
      <PriorList appointment={appointment}>{(prior) => <PriorReport prior={prior} text={text} />}</PriorList>
      <CommentList appointment={{ domain, appointmentId }} comments={comments} />
      <SetAsideList text={text} session={session} />
    </div>
  );
}
