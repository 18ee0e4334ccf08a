'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ReportText } from '#components/drafting/report-text';
import { PaneSection } from '#components/editor/pane-section';
import { useReport } from '#components/editor/report-context';
import { listPriors } from '#lib/appointments/client';
import { appointmentKeys } from '#lib/query-keys';

const PriorReport = dynamic(() => import('#components/editor/prior-report').then((module) => module.PriorReport), {
  ssr: false,
  loading: () => null,
});

/** Earlier reports of the patient; a text is asked for when it is opened, because each read is audited. */
export function PriorList({ text }: { text: ReportText }) {
  const { domain, appointmentId } = useReport();
  const [opened, setOpened] = useState<string | null>(null);
  const priors = useQuery({
    queryKey: appointmentKeys.priors(domain, appointmentId),
    queryFn: ({ signal }) => listPriors(domain, appointmentId, signal),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return (
    <PaneSection title="Earlier reports" query={priors} empty="This patient has no earlier report here.">
      <ul className="mt-1 -ml-1.5">
        {priors.data?.map((prior) => {
          const isOpen = opened === prior.appointmentId;
          return (
            <li key={prior.appointmentId}>
              <button
                type="button"
                aria-expanded={isOpen}
                onClick={() => setOpened(isOpen ? null : prior.appointmentId)}
                className="flex w-full items-start gap-1 rounded-md px-1.5 py-1 text-left hover:bg-raised"
              >
                <ChevronRight aria-hidden className={`mt-0.5 size-4 shrink-0 text-soft ${isOpen ? 'rotate-90' : ''}`} />
                <span className="min-w-0">
                  <span className="block break-words">{prior.studyDescription ?? prior.modality ?? 'Examination'}</span>
                  <span className="block text-sm text-soft">
                    {prior.appointmentDate ?? 'date unknown'} · {prior.reportStatus}
                    {prior.clinicianName && ` · ${prior.clinicianName}`}
                  </span>
                </span>
              </button>
              {isOpen && <PriorReport prior={prior} text={text} />}
            </li>
          );
        })}
      </ul>
    </PaneSection>
  );
}
