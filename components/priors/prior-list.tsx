'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { sideWord } from '#components/appointments/appointment-words';
import { StatusMark } from '#components/submissions/status-mark';
import { REPORT_STATUS } from '#components/submissions/status-words';
import { PaneAnswer } from '#components/ui/pane-answer';
import { PaneSection } from '#components/ui/pane-section';
import { listPriors } from '#lib/appointments/client';
import type { Appointment, Prior } from '#lib/appointments/contract';
import { appointmentKeys } from '#lib/query-keys';

interface PriorListProps {
  appointment: Pick<Appointment, 'domain' | 'appointmentId' | 'patientId'>;
  /** Asking is recorded: not for what is only passed by. */
  isAsked?: boolean;
  heading?: 'h2' | 'h3';
  /** An earlier report that was opened; its text is asked for only then, because reading one is recorded. */
  children: (prior: Prior) => ReactNode;
}

/** Earlier reports of the same patient, the newest examination first. */
export function PriorList({ appointment, isAsked = true, heading, children }: PriorListProps) {
  const { domain, appointmentId, patientId } = appointment;
  const priors = useQuery({
    queryKey: appointmentKeys.priors(domain, appointmentId),
    queryFn: ({ signal }) => listPriors(domain, appointmentId, signal),
    enabled: isAsked && patientId !== null,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return (
    <PaneSection title="Earlier reports" count={priors.data?.length} heading={heading}>
      {patientId === null ? (
        <p className="text-soft">Not looked for: the appointment came without a patient id.</p>
      ) : (
        <PaneAnswer name="earlier reports" query={priors}>
          {(found) =>
            found.length === 0 ? (
              <p className="text-soft">None for this patient id.</p>
            ) : (
              <ul className="-mx-1.5">
                {found.map((prior) => (
                  <PriorRow key={prior.appointmentId} prior={prior}>
                    {children}
                  </PriorRow>
                ))}
              </ul>
            )
          }
        </PaneAnswer>
      )}
    </PaneSection>
  );
}

function PriorRow({ prior, children }: { prior: Prior; children: (prior: Prior) => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const side = sideWord(prior.laterality);
  return (
    <li className="border-t border-line first:border-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-start gap-1 rounded-md px-1.5 py-1.5 text-left hover:bg-raised focus-visible:-outline-offset-2"
      >
        <ChevronRight aria-hidden className={`mt-0.5 size-4 shrink-0 text-soft ${isOpen ? 'rotate-90' : ''}`} />
        <span className="min-w-0 break-words">
          <span className="text-soft">{prior.appointmentDate ?? 'Undated'}</span>{' '}
          <span className="font-mono text-xs font-semibold">{prior.modality ?? '?'}</span>{' '}
          {prior.studyDescription ?? 'No description'}
          {side && `, ${side.toLowerCase()}`}
          <span className="mt-0.5 flex flex-wrap items-center gap-x-3 text-sm text-soft">
            <StatusMark status={REPORT_STATUS[prior.reportStatus]} />
            {prior.clinicianName}
          </span>
        </span>
      </button>
      {isOpen && <div className="px-1.5 pt-1 pb-3">{children(prior)}</div>}
    </li>
  );
}
