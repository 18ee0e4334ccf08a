'use client';

import type { ReportSession } from '#components/drafting/report-session';
import type { ReportText } from '#components/drafting/report-text';
import { CommentList } from '#components/editor/comment-list';
import { PriorList } from '#components/editor/prior-list';
import { useReport } from '#components/editor/report-context';
import { SetAsideList } from '#components/editor/set-aside-list';
import { Facts } from '#components/ui/facts';

/** What was asked, what is known already, what others said, and words that were set aside. */
export function RequestPane({ text, session }: { text: ReportText; session: ReportSession }) {
  const { appointment } = useReport();
  return (
    <div className="space-y-6 px-3 pt-3 pb-8 sm:px-5 sm:pt-4">
      <section aria-labelledby="request-title">
        <h2 id="request-title" className="font-semibold">
          Request
        </h2>
        <p className="mt-1 break-words whitespace-pre-line">
          {appointment.clinicalInfo ?? 'No clinical information was given.'}
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
      </section>
      <PriorList text={text} />
      <CommentList />
      <SetAsideList text={text} session={session} />
    </div>
  );
}
