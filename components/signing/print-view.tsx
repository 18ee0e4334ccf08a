'use client';

import { ChevronLeft, Printer } from 'lucide-react';
import { ageOf, SEX_WORDS } from '#components/appointments/patient-words';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { resultWord } from '#components/signing/result-words';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Facts } from '#components/ui/facts';
import type { Appointment } from '#lib/appointments/contract';
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

/** The report that stands, for paper: its status heads each sheet. */
export function PrintView({ appointment, report }: { appointment: Appointment; report: CurrentReport }) {
  const [newest] = report.versions;
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
        {/* As a table's head it is printed at the top of every sheet. */}
        <header className="print:table-header-group">
          <div className={`flex flex-wrap items-center gap-x-3 border-2 px-4 py-2 ${FRAME[newest.resultStatus]}`}>
            <Icon aria-hidden className="size-5" />
            <p className="text-lg font-bold tracking-wide uppercase">{word}</p>
            <p className="text-ink">{MEANS[newest.resultStatus]}</p>
          </div>
          <div className="h-4" />
        </header>
        <div className="print:table-row-group">
          <h1 className="text-xl font-semibold">{appointment.patientName ?? 'Patient without a name'}</h1>
          <PrintedFacts appointment={appointment} report={report} version={newest} />
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

function PrintedFacts({
  appointment,
  report,
  version,
}: {
  appointment: Appointment;
  report: CurrentReport;
  version: ReportVersion;
}) {
  const { patientDateOfBirth, patientSex, appointmentDate } = appointment;
  const age = ageOf(appointment);
  return (
    <Facts
      className="mt-3 grid-cols-2 sm:grid-cols-3 print:grid-cols-3"
      facts={[
        ['Born', patientDateOfBirth && `${patientDateOfBirth}${age ? ` (${age})` : ''}`],
        ['Sex', patientSex && (SEX_WORDS[patientSex] ?? patientSex)],
        ['Patient id', appointment.patientId],
        ['Exam', appointment.studyDescription ?? appointment.modality],
        ['Side', appointment.laterality],
        ['Date of the exam', appointmentDate],
        ['Accession', appointment.accessionNumber],
        ['Referrer', appointment.referrerName],
        ['Site', appointment.scheduledSite],
        ['Signed', <Time key="signed" at={version.acceptedAt} />],
        ['Version', report.version],
      ]}
    />
  );
}
