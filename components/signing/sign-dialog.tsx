'use client';

import { LoaderCircle, PenLine } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useReport } from '#components/editor/report-context';
import { blockingRules } from '#components/signing/check-words';
import { DestinationsPreview } from '#components/signing/destinations-preview';
import { NewerReport } from '#components/signing/newer-report';
import { OverrideFields, type Reasons } from '#components/signing/override-fields';
import { SignFacts } from '#components/signing/sign-facts';
import { SignFailure } from '#components/signing/sign-failure';
import { TextToSign } from '#components/signing/text-to-sign';
import { useChecks, type ReportStatus } from '#components/signing/use-checks';
import { usePreview } from '#components/signing/use-preview';
import { useSign } from '#components/signing/use-sign';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';

interface SignDialogProps {
  /** The words as they were when the reader asked to sign. */
  text: string;
  status: ReportStatus;
  /** Opens the next report afterwards. */
  goesOn: boolean;
  onSigned: () => void;
  onClose: () => void;
}

const TITLE = { preliminary: 'Sign as preliminary', final: 'Sign as final', correction: 'Sign the correction' };

/** The last look before signing: whose report, which words, what is wrong with them, and where they go. */
export function SignDialog({ text, status, goesOn, onSigned, onClose }: SignDialogProps) {
  const { report, version: current, flush } = useReport();
  const form = useId();
  // What the reader looks at is what is replaced, whatever is loaded meanwhile.
  const [version, setVersion] = useState(current);
  const [isCorrection] = useState(status === 'final' && report?.reportStatus === 'final');
  const [reasons, setReasons] = useState<Reasons>({});
  const [isTried, setTried] = useState(false);
  const checked = useChecks(text, status);
  const previewed = usePreview(text, status);
  const { isBusy, error, sign } = useSign();
  useEffect(() => {
    // Words that are signed and a draft that says the same: nothing is set aside afterwards.
    flush().catch(() => undefined);
  }, [flush]);
  const isChecked = checked.text !== null;
  const blocked = blockingRules(checked.checks);
  const isStopped = checked.checks.some(({ severity }) => severity === 'stop');
  const isConflict = error?.failure === 'conflict';
  const isGone = error?.failure === 'not-found' || error?.failure === 'forbidden';
  const cannot = isStopped || isConflict || isGone;
  useEffect(() => {
    // The button that had the focus is of no use any more.
    if (isConflict || isGone) document.getElementById(`${form}-back`)?.focus();
  }, [form, isConflict, isGone]);
  const confirm = () => {
    setTried(true);
    const missing = blocked.find((rule) => !reasons[rule]?.trim());
    if (missing !== undefined) {
      document.getElementById(form)?.querySelector<HTMLElement>(`[data-rule="${missing}"]`)?.focus();
      return;
    }
    if (cannot || !isChecked) return;
    const overrides = blocked.map((rule) => ({ rule, reason: (reasons[rule] ?? '').trim() }));
    void sign({ text, status, version, overrides }).then((isSigned) => isSigned && onSigned());
  };
  return (
    <Dialog
      title={TITLE[isCorrection ? 'correction' : status]}
      size="large"
      busy={isBusy}
      onClose={onClose}
      actions={
        <>
          <Button id={`${form}-back`} disabled={isBusy} data-autofocus={isStopped ? true : undefined} onClick={onClose}>
            Back to writing
          </Button>
          <Button
            type="submit"
            form={form}
            look="main"
            disabled={cannot}
            aria-disabled={isBusy || !isChecked}
            data-autofocus={blocked.length === 0 && !isStopped ? true : undefined}
          >
            {isBusy ? (
              <LoaderCircle aria-hidden className="size-4 animate-spin" />
            ) : (
              <PenLine aria-hidden className="size-4" />
            )}
            {isBusy ? 'Signing' : error && !isConflict ? 'Try again' : goesOn ? 'Sign and open the next' : 'Sign'}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
        onKeyDown={(event) => {
          // The Enter that opened the dialog may still be held down.
          if (event.key === 'Enter' && event.repeat) event.preventDefault();
        }}
        className="grid gap-x-6 gap-y-5 lg:grid-cols-[minmax(0,1fr)_22rem]"
      >
        <div className="min-w-0 space-y-5 lg:order-2">
          <SignFacts status={status} resultStatus={previewed.preview?.resultStatus ?? null} />
          {isConflict ? (
            <NewerReport
              text={text}
              status={status}
              seen={version}
              detail={error.message}
              onSeen={(newer) => {
                setVersion(newer);
                void sign({
                  text,
                  status,
                  version: newer,
                  overrides: blocked.map((rule) => ({ rule, reason: (reasons[rule] ?? '').trim() })),
                }).then((isSigned) => isSigned && onSigned());
              }}
            />
          ) : (
            error && <SignFailure error={error} />
          )}
          <OverrideFields checks={checked.checks} reasons={reasons} isTried={isTried} onChange={setReasons} />
          <section aria-labelledby={`${form}-to`}>
            <h3 id={`${form}-to`} className="mb-1.5 font-semibold">
              Destinations
            </h3>
            <DestinationsPreview previewed={previewed} />
          </section>
        </div>
        <TextToSign text={text} />
      </form>
    </Dialog>
  );
}
