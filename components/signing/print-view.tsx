'use client';

import { ChevronLeft, Printer, TriangleAlert } from 'lucide-react';
import {
  changesBetween,
  IDENTITY_AND_ORDER,
  type AppointmentChange,
} from '#components/appointments/appointment-changes';
import { patientWord, sideWord } from '#components/appointments/appointment-words';
import { ageAt, SEX_WORDS } from '#components/appointments/patient-words';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { resultWord } from '#components/signing/result-words';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Facts } from '#components/ui/facts';
import type { Appointment, AppointmentSnapshot } from '#lib/appointments/contract';
import type { CurrentReport, ReportVersion } from '#lib/reports/contract';

const MEANS: Record<ReportVersion['resultStatus'], string> = {
  P: 'Not the final report; it may still change.',
  F: 'The final report.',
  C: 'Replaces every earlier version of this report.',
  X: 'Does not hold any more. Do not use it.',
};
const FRAME: Record<ReportVersion['resultStatus'], string> = {
  P: 'border-warn text-warn',
  F: 'border-good text-good',
  C: 'border-good text-good',
  X: 'border-bad text-bad',
};

interface PrintViewProps {
  /** As it is now. */
  appointment: Appointment;
  report: CurrentReport;
  /** Whose report it is, as people call it. */
  organization: string;
}

/** The report that stands, for paper, about the patient it was signed for: its status heads each sheet. */
export function PrintView({ appointment, report, organization }: PrintViewProps) {
  const [newest] = report.versions;
  const signed = report.appointment;
  if (!newest) return null;
  const { word, icon: Icon } = resultWord(newest.resultStatus);
  return (
    <main className="mx-auto max-w-4xl px-4 py-6 print:max-w-none print:p-0 print:[color-scheme:light]">
      <div className="mb-6 flex flex-wrap items-center gap-3 print:hidden">
        <a
          href={appointmentAddress(appointment)}
          className="-ml-1 inline-flex items-center gap-1 text-soft hover:text-ink"
        >
          <ChevronLeft aria-hidden className="size-4" />
          Report
        </a>
        <Button look="main" className="ml-auto" onClick={() => print()}>
          <Printer aria-hidden className="size-4" />
          Print
        </Button>
      </div>
      <article className="w-full print:table">
        {/* A table's head that is not broken is printed on every sheet, if it takes no more than a quarter of it (Chromium). */}
        <header className="print:table-header-group print:break-inside-avoid">
          <div
            className={`flex flex-wrap items-center gap-x-3 border-2 px-4 py-2 print:px-2 print:py-0.5 ${FRAME[newest.resultStatus]}`}
          >
            <Icon aria-hidden className="size-5" />
            <p className="text-lg font-bold tracking-wide uppercase">{word}</p>
            <p className="text-ink">{MEANS[newest.resultStatus]}</p>
            <p className="text-ink max-sm:w-full sm:ml-auto print:ml-auto print:w-auto">{organization}</p>
          </div>
          <div className="mt-3 mb-4 flex flex-wrap items-baseline gap-x-4 border-b border-line pb-2 print:mt-1.5 print:pb-1">
            <h1 className="text-xl font-semibold print:text-lg">{patientWord(signed)}</h1>
            <p className="flex flex-wrap gap-x-3">
              <Named name="born">{signed.patientDateOfBirth}</Named>
              <Named name="id">{signed.patientId}</Named>
              <Named name="accession">{signed.accessionNumber}</Named>
            </p>
            <p className="flex w-full flex-wrap gap-x-3 font-medium">
              {signed.studyDescription ?? signed.modality}
              <Named name="side">{sideWord(signed.laterality)}</Named>
            </p>
          </div>
        </header>
        <div className="print:table-row-group">
          <PrintedFacts signed={signed} version={newest} />
          <ChangedSince changes={changesBetween(signed, appointment, IDENTITY_AND_ORDER)} version={report.version} />
          {newest.reason && (
            <p className="mt-4 break-words">
              <span className="text-soft">Reason: </span>
              {newest.reason}
            </p>
          )}
          <div className="mt-6 font-mono leading-relaxed break-words whitespace-pre-wrap">{report.reportText}</div>
          <p className="mt-8 break-inside-avoid border-t border-line pt-3">
            {report.interpretingClinicianName ?? 'Reported by a partner’s system'}
            {report.interpretingClinicianProviderNumber && `, ${report.interpretingClinicianProviderNumber}`}
            <span className="block text-sm text-soft">
              reported <Time at={report.reportedAtUtc} />, version {report.version}
            </span>
          </p>
        </div>
      </article>
    </main>
  );
}

function Named({ name, children }: { name: string; children: string | null }) {
  if (children === null) return null;
  return (
    <span className="whitespace-nowrap">
      <span className="text-soft">{name}</span> {children}
    </span>
  );
}

/** Paper is kept: it must not be taken for what the appointment says today. */
function ChangedSince({ changes, version }: { changes: AppointmentChange[]; version: number }) {
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="changed-since" className="mt-4 break-inside-avoid border-2 border-warn px-4 py-2">
      <h2 id="changed-since" className="flex items-center gap-2 font-semibold text-warn">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        The appointment has changed since version {version} was signed
      </h2>
      <p>This sheet says what was signed. Since then:</p>
      <ul className="mt-1">
        {changes.map(({ name, before, now }) => (
          <li key={name} className="break-words">
            {name}: was {before}, is now <strong>{now}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PrintedFacts({ signed, version }: { signed: AppointmentSnapshot; version: ReportVersion }) {
  const { patientDateOfBirth, patientSex, appointmentDate } = signed;
  const age = patientDateOfBirth && ageAt(patientDateOfBirth, appointmentDate ?? version.acceptedAt.slice(0, 10));
  return (
    <Facts
      className="grid-cols-2 sm:grid-cols-4 print:grid-cols-4"
      facts={[
        ['Age', age],
        ['Sex', patientSex && (SEX_WORDS[patientSex] ?? patientSex)],
        ['Date of the exam', appointmentDate],
        ['Referrer', signed.referrerName],
        ['Site', signed.scheduledSite],
        ['Signed', <Time key="signed" at={version.acceptedAt} />],
        ['Version', version.version],
      ]}
    />
  );
}
