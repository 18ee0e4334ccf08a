'use client';

import { PenLine } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useReport, useReportText } from '#components/editor/report-context';
import { ChecksPanel } from '#components/signing/checks-panel';
import { DestinationsPreview } from '#components/signing/destinations-preview';
import { SignedReport } from '#components/signing/signed-report';
import { useCheckWalk } from '#components/signing/use-check-walk';
import { useChecks, useFreshChecks, type Checked, type ReportStatus } from '#components/signing/use-checks';
import { useNextReport } from '#components/signing/use-next-report';
import { useOfferRecall } from '#components/signing/use-offer-recall';
import { usePreview } from '#components/signing/use-preview';
import { useSigningKeys } from '#components/signing/use-signing-keys';
import { Button } from '#components/ui/button';
import { KeyCap } from '#components/ui/key-cap';
import { showToast } from '#components/ui/use-toast';

const SignDialog = dynamic(() => import('#components/signing/sign-dialog').then((module) => module.SignDialog), {
  ssr: false,
});

/** What somebody asked to sign. */
interface Asked {
  text: string;
  status: ReportStatus;
  goesOn: boolean;
}

const NOTHING: Checked = { checks: [], text: null, status: 'final' };
/** The server is asked once the writer pauses, not at every word. */
const PREVIEW_PAUSE_MS = 1_500;

/** The right-hand side of a report: what stands, what should be looked at, where it would go, and the signature. */
export function SigningPane() {
  const { report, isReadOnly, isPatientChanged, getText, afterSigned } = useReport();
  const checked = useChecks(useReportText(), 'final');
  const [asked, setAsked] = useState<Asked | null>(null);
  // The dialog asks for itself; a question from here could be overtaken by the signature, and be refused.
  const previewed = usePreview(useReportText(PREVIEW_PAUSE_MS), 'final', !isReadOnly && asked === null);
  const [signedCount, setSigned] = useState(0);
  const goNext = useNextReport();
  const offerRecall = useOfferRecall();
  const show = useCheckWalk(isReadOnly ? NOTHING : checked, useFreshChecks(checked));
  const hasFinal = report?.reportStatus === 'final';
  const ask = (status: ReportStatus, goesOn: boolean) => {
    if (isReadOnly || asked !== null) return;
    if (isPatientChanged) {
      showToast({
        tone: 'problem',
        title: 'Patient or exam changed since you opened this report',
        text: 'Say above that it is still right, then sign.',
      });
      return;
    }
    if (status === 'preliminary' && hasFinal) {
      showToast({ tone: 'note', title: 'There is a final report', text: 'Sign a final to correct it.' });
      return;
    }
    setAsked({ text: getText(), status, goesOn });
  };
  useSigningKeys(!isReadOnly && asked === null, ask);
  const signed = async ({ goesOn }: Asked) => {
    setAsked(null);
    await afterSigned();
    if (goesOn) {
      offerRecall();
      await goNext();
    } else setSigned((count) => count + 1);
  };
  return (
    <section aria-label="Signature" className="p-3 pb-10 sm:px-4 sm:py-4">
      <SignedReport signedCount={signedCount} />
      {!isReadOnly && (
        <div className="mt-5 flex flex-wrap gap-2">
          <Button look="main" className="flex-1" onClick={() => ask('final', false)}>
            <PenLine aria-hidden className="size-4" />
            {hasFinal ? 'Sign correction' : 'Sign final'}
          </Button>
          {!hasFinal && (
            <Button className="flex-1" onClick={() => ask('preliminary', false)}>
              Sign preliminary
            </Button>
          )}
          <p className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft [@media(hover:none)]:hidden">
            <span>
              final <KeyCap>Ctrl+Enter</KeyCap>
            </span>
            {!hasFinal && (
              <span>
                preliminary <KeyCap>Ctrl+Shift+Enter</KeyCap>
              </span>
            )}
            <span>
              and next <KeyCap>Alt+Enter</KeyCap>
            </span>
          </p>
        </div>
      )}
      {!isReadOnly && <ChecksPanel checks={checked.text === null ? null : checked.checks} onShow={show} />}
      {!isReadOnly && (
        <section aria-labelledby="preview-title" className="mt-5">
          <h2 id="preview-title" className="mb-1.5 font-semibold">
            Where a final would go
          </h2>
          <DestinationsPreview previewed={previewed} />
        </section>
      )}
      {asked &&
        // On a small screen this pane may be hidden; what is in it would be, too.
        createPortal(
          <SignDialog
            text={asked.text}
            status={asked.status}
            goesOn={asked.goesOn}
            onSigned={() => void signed(asked)}
            onClose={() => setAsked(null)}
          />,
          document.body,
        )}
    </section>
  );
}
