'use client';

import { Lock, TriangleAlert, UserRoundCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { ageOf, SEX_WORDS, statusWord } from '#components/appointments/patient-words';
import { useReport } from '#components/editor/report-context';
import { Time } from '#components/time/time';
import { DueClock } from '#components/appointments/due-clock';
import { PriorityMark } from '#components/appointments/priority-mark';
import { patientWord, sideWord } from '#components/appointments/appointment-words';

/** Whose report this is, and of what. */
export function PatientBanner() {
  const { appointment } = useReport();
  const { patientDateOfBirth, patientSex, patientId, studyDescription, modality, laterality } = appointment;
  const { accessionNumber, priority, dueAtUtc } = appointment;
  const age = ageOf(appointment);
  return (
    <section
      aria-label="Patient and examination"
      className="flex flex-wrap items-baseline gap-x-5 gap-y-0.5 border-b border-line bg-surface px-3 py-2 sm:px-5"
    >
      <h1 className="text-lg font-semibold tracking-tight">{patientWord(appointment)}</h1>
      <p className="flex flex-wrap gap-x-3">
        {age && <span>{age}</span>}
        {patientSex && <span>{SEX_WORDS[patientSex] ?? patientSex}</span>}
        {patientDateOfBirth && <Named name="born">{patientDateOfBirth}</Named>}
        {patientId && <Named name="id">{patientId}</Named>}
      </p>
      <p className="font-medium">
        {studyDescription ?? modality ?? 'Examination without a name'}
        {laterality && (
          <span className="ml-2 rounded-sm border border-edge px-1.5 text-sm">{sideWord(laterality)}</span>
        )}
      </p>
      {accessionNumber && (
        <p>
          <Named name="accession">{accessionNumber}</Named>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 self-center">
        <PriorityMark priority={priority} />
        <DueClock at={dueAtUtc} />
        <span className="text-sm text-soft max-2xl:hidden">
          <Time at={dueAtUtc} />
        </span>
      </div>
      <Holder />
    </section>
  );
}

function Named({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      <span className="text-soft">{name}</span> {children}
    </span>
  );
}

function Holder() {
  const { claim, appointment } = useReport();
  const look = 'ml-auto inline-flex items-center gap-1.5 self-center';
  switch (claim.kind) {
    case 'mine':
      return (
        <p className={`${look} text-soft`}>
          <UserRoundCheck aria-hidden className="size-4" />
          Claimed by you
        </p>
      );
    case 'held':
    case 'lost':
      return (
        <p className={`${look} font-medium text-warn`}>
          <Lock aria-hidden className="size-4" />
          {claim.byMe ? 'Open in another window of yours' : `Claimed by ${claim.holder}`}
        </p>
      );
    case 'closed':
      return (
        <p className={`${look} font-medium text-warn`}>
          <TriangleAlert aria-hidden className="size-4" />
          <span className="first-letter:uppercase">{statusWord(appointment.status)}</span>
        </p>
      );
    default:
      // Room for what nearly always follows: the page must not move under the reader's eyes.
      return (
        <p aria-hidden className={`${look} invisible`}>
          <UserRoundCheck className="size-4" />
          Claimed by you
        </p>
      );
  }
}
