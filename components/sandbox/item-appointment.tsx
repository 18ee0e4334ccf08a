import { FileQuestion } from 'lucide-react';
import Link from 'next/link';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { Panel } from '#components/ui/panel';
import type { ItemExplanation } from '#lib/intake/explain-contract';

interface ItemAppointmentProps {
  appointment: ItemExplanation['appointment'];
  domain: string;
  mayReport: boolean;
}

/** With which appointment an item would be filed, or why with none. */
export function ItemAppointment({ appointment: { appointmentId, reason }, domain, mayReport }: ItemAppointmentProps) {
  return (
    <Panel title="Appointment">
      {appointmentId === null ? (
        <p className="flex items-start gap-2">
          <FileQuestion aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <span className="text-pretty">It would be filed with no appointment: {reason}</span>
        </p>
      ) : (
        <p>
          It would be filed with{' '}
          {mayReport ? (
            <Link
              href={appointmentAddress({ domain, appointmentId })}
              prefetch={false}
              className="font-medium break-all text-accent underline underline-offset-2"
            >
              {appointmentId}
            </Link>
          ) : (
            <span className="font-medium break-all">{appointmentId}</span>
          )}
          .
        </p>
      )}
    </Panel>
  );
}
