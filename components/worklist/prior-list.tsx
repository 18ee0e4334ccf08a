'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { StatusMark } from '#components/submissions/status-mark';
import { REPORT_STATUS } from '#components/submissions/status-words';
import { Button } from '#components/ui/button';
import { Skeleton } from '#components/ui/skeleton';
import { sideWord } from '#components/appointments/appointment-words';
import { PreviewSection } from '#components/worklist/preview-section';
import { listPriors } from '#lib/appointments/client';
import type { Prior } from '#lib/appointments/contract';
import { appointmentKeys } from '#lib/query-keys';
import { getReport } from '#lib/reports/client';
import type { WorklistItem } from '#lib/worklist/contract';

/** Earlier reports of the same patient; each text only when it is asked for, because reading one is recorded. */
export function PriorList({
  item: { domain, appointmentId, patientId },
  isAsked,
}: {
  item: WorklistItem;
  isAsked: boolean;
}) {
  const priors = useQuery({
    queryKey: appointmentKeys.priors(domain, appointmentId),
    queryFn: ({ signal }) => listPriors(domain, appointmentId, signal),
    enabled: isAsked && patientId !== null,
    staleTime: 60_000,
  });
  return (
    <PreviewSection
      title={priors.data && priors.data.length > 0 ? `Earlier reports (${priors.data.length})` : 'Earlier reports'}
    >
      {patientId === null ? (
        <p className="text-soft">Not looked for: the appointment came without a patient id.</p>
      ) : priors.isError ? (
        <p role="alert" className="text-sm text-bad">
          They could not be loaded.{' '}
          <Button look="bare" className="h-6! px-1!" onClick={() => void priors.refetch()}>
            Try again
          </Button>
        </p>
      ) : priors.isPending ? (
        <div role="status">
          <span className="sr-only">Loading earlier reports</span>
          <Skeleton className="h-10 w-full" />
        </div>
      ) : priors.data.length === 0 ? (
        <p className="text-soft">None for this patient id.</p>
      ) : (
        priors.data.map((prior) => <PriorReport key={prior.appointmentId} domain={domain} prior={prior} />)
      )}
    </PreviewSection>
  );
}

function PriorReport({ domain, prior }: { domain: string; prior: Prior }) {
  const [isOpen, setOpen] = useState(false);
  const side = sideWord(prior.laterality);
  return (
    <details
      className="group border-t border-line first-of-type:border-0"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="py-1.5 marker:text-soft">
        <span className="text-soft">{prior.appointmentDate ?? 'Undated'}</span>{' '}
        <span className="font-mono text-xs font-semibold">{prior.modality ?? '?'}</span>{' '}
        {prior.studyDescription ?? 'No description'}
        {side && `, ${side.toLowerCase()}`}
        <span className="mt-0.5 flex items-center gap-3 pl-4 text-sm text-soft">
          <StatusMark status={REPORT_STATUS[prior.reportStatus]} />
          {prior.clinicianName}
        </span>
      </summary>
      {isOpen && <PriorText domain={domain} appointmentId={prior.appointmentId} />}
    </details>
  );
}

function PriorText({ domain, appointmentId }: { domain: string; appointmentId: string }) {
  const report = useQuery({
    queryKey: appointmentKeys.report(domain, appointmentId),
    queryFn: ({ signal }) => getReport(domain, appointmentId, signal),
    staleTime: 60_000,
  });
  if (report.isError) {
    return (
      <p role="alert" className="pb-2 text-sm text-bad">
        The text could not be loaded.{' '}
        <Button look="bare" className="h-6! px-1!" onClick={() => void report.refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  if (report.isPending) return <Skeleton className="mb-2 h-24 w-full" />;
  return (
    <p className="mb-2 rounded-md bg-raised px-3 py-2 break-words whitespace-pre-wrap">
      {report.data?.reportText ?? 'It was withdrawn meanwhile.'}
    </p>
  );
}
