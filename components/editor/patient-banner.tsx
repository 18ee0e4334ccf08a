'use client';

import { Clock, Lock, TriangleAlert, Zap } from 'lucide-react';
import { ageAt, SEX_WORDS } from '#components/editor/patient-words';
import { useReport } from '#components/editor/report-context';
import { Time } from '#components/time/time';

/** Whose report this is: always in sight. */
export function PatientBanner() {
  const { appointment, claim } = useReport();
  const { patientName, patientDateOfBirth, patientSex, patientId, studyDescription, modality, laterality } =
    appointment;
  const { accessionNumber, priority, dueAtUtc, appointmentDate } = appointment;
  const age = patientDateOfBirth && ageAt(patientDateOfBirth, appointmentDate ?? dueAtUtc.slice(0, 10));
  return (
    <section
      aria-label="Patient and examination"
      className="flex flex-wrap items-baseline gap-x-5 gap-y-0.5 border-b border-line bg-surface px-3 py-2 sm:px-5"
    >
      <h1 className="text-lg font-semibold tracking-tight">{patientName ?? 'Patient without a name'}</h1>
      <p className="flex flex-wrap gap-x-3">
        {age && <span>{age}</span>}
        {patientSex && <span>{SEX_WORDS[patientSex] ?? patientSex}</span>}
        {patientDateOfBirth && (
          <span>
            <span className="text-soft">born</span> {patientDateOfBirth}
          </span>
        )}
        {patientId && (
          <span>
            <span className="text-soft">id</span> {patientId}
          </span>
        )}
      </p>
      <p className="font-medium">
        {studyDescription ?? modality ?? 'Examination without a name'}
        {laterality && <span className="ml-2 rounded-sm border border-edge px-1.5 text-sm">{laterality}</span>}
      </p>
      {accessionNumber && (
        <p>
          <span className="text-soft">Accession</span> {accessionNumber}
        </p>
      )}
      <p className="flex items-center gap-1.5">
        {priority !== 'ROUTINE' && (
          <span className="inline-flex items-center gap-1 font-medium text-bad">
            <Zap aria-hidden className="size-4" />
            {priority}
          </span>
        )}
        <Clock aria-hidden className="size-4 text-soft" />
        <span className="text-soft">due</span> <Time at={dueAtUtc} />
      </p>
      {(claim.kind === 'held' || claim.kind === 'lost') && (
        <p className="inline-flex items-center gap-1.5 font-medium text-warn">
          <Lock aria-hidden className="size-4" />
          {claim.byMe ? 'Open in another window of yours' : `Held by ${claim.holder}`}
        </p>
      )}
      {claim.kind === 'closed' && (
        <p className="inline-flex items-center gap-1.5 font-medium text-warn">
          <TriangleAlert aria-hidden className="size-4" />
          {appointment.status}
        </p>
      )}
    </section>
  );
}
