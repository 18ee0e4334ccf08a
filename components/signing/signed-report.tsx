'use client';

import { Files, Printer, Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { useReport } from '#components/editor/report-context';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { ArrivalList } from '#components/signing/arrival-list';
import { RULE } from '#components/signing/check-words';
import { RecallButton } from '#components/signing/recall-button';
import { resultWord } from '#components/signing/result-words';
import { StatusMark } from '#components/submissions/status-mark';
import { SOURCE } from '#components/submissions/status-words';
import { Time } from '#components/time/time';
import { Button, BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';

const WithdrawDialog = dynamic(
  () => import('#components/signing/withdraw-dialog').then((module) => module.WithdrawDialog),
  { ssr: false },
);
const VersionsDialog = dynamic(
  () => import('#components/signing/versions-dialog').then((module) => module.VersionsDialog),
  { ssr: false },
);

/**
 * The report that stands: what it is, who signed it, whether it arrived, and what can still be done about it.
 * `signedCount`: how often this page has signed; each time the report gets the focus.
 */
export function SignedReport({ signedCount }: { signedCount: number }) {
  const { report, domain, appointmentId } = useReport();
  const [open, setOpen] = useState<'withdraw' | 'versions' | null>(null);
  const focused = useRef(0);
  useEffect(() => {
    // What has just been signed comes next for eyes and screen readers, as soon as it is there.
    const heading = document.getElementById('signed-report');
    if (signedCount === focused.current || !heading) return;
    focused.current = signedCount;
    heading.focus();
  });
  const [newest] = report?.versions ?? [];
  if (!report || !newest) {
    return (
      <>
        <h2 className="font-semibold">Report</h2>
        <p className="mt-1 text-soft">Nothing is signed yet.</p>
      </>
    );
  }
  return (
    <div>
      <h2 id="signed-report" tabIndex={-1} className="flex flex-wrap items-center gap-x-3 font-semibold outline-none">
        <StatusMark status={resultWord(newest.resultStatus)} />
        <span className="text-sm font-normal text-soft">version {report.version}</span>
      </h2>
      <p className="mt-1 text-sm text-soft">
        {newest.interpretingClinicianName ?? SOURCE[newest.source]}, <Time at={newest.acceptedAt} />
      </p>
      {newest.reason && <p className="mt-1 text-sm break-words">{newest.reason}</p>}
      {newest.overrides.map(({ rule, reason }) => (
        <p key={rule} className="mt-1 text-sm break-words">
          <span className="text-soft">Signed in spite of the check “{RULE[rule]}”: </span>
          {reason}
        </p>
      ))}
      {report.recallableUntil && <RecallButton key={report.version} until={report.recallableUntil} />}
      <ArrivalList reportGuid={report.reportGuid} />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={() => setOpen('versions')}>
          <Files aria-hidden className="size-4" />
          {report.versions.length === 1 ? 'Read it' : `${report.versions.length} versions`}
        </Button>
        <Link
          href={`${appointmentAddress({ domain, appointmentId })}/print`}
          prefetch={false}
          className={`${BUTTON_SHAPE} ${BUTTON_LOOK.plain}`}
        >
          <Printer aria-hidden className="size-4" />
          Print
        </Link>
        {report.reportStatus !== 'withdrawn' && (
          <Button onClick={() => setOpen('withdraw')}>
            <Undo2 aria-hidden className="size-4" />
            Withdraw
          </Button>
        )}
      </div>
      {open === 'withdraw' && <WithdrawDialog onClose={() => setOpen(null)} />}
      {open === 'versions' && <VersionsDialog onClose={() => setOpen(null)} />}
    </div>
  );
}
