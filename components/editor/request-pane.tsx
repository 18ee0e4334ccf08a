'use client';

import { useReport } from '#components/editor/report-context';
import { Facts } from '#components/ui/facts';

/** What was asked, and what is known already. */
export function RequestPane() {
  const { appointment } = useReport();
  return (
    <section aria-label="Request" className="p-3 sm:px-5 sm:py-4">
      <h2 className="font-semibold">Request</h2>
      <p className="mt-1 whitespace-pre-line">{appointment.clinicalInfo ?? 'No clinical information was given.'}</p>
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
  );
}
