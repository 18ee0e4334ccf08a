'use client';

import { LoaderCircle } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useReport } from '#components/editor/report-context';
import { intentKey } from '#components/signing/intent-key';
import { SignFailure } from '#components/signing/sign-failure';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { TextField } from '#components/ui/text-field';
import { showToast } from '#components/ui/use-toast';
import { ApiError } from '#lib/api-client';
import { withdrawReport } from '#lib/reports/client';

/** Withdraws the report that stands: asks why, and says what will happen. */
export function WithdrawDialog({ onClose }: { onClose: () => void }) {
  const { domain, appointmentId, appointment, version: seen, afterSigned } = useReport();
  const form = useId();
  const [version] = useState(seen);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const isUnderWay = useRef(false);
  const withdraw = async () => {
    setTried(true);
    const why = reason.trim();
    if (why === '' || isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    setError(null);
    try {
      const intent = { domain, appointmentId, action: 'withdraw', version, text: why, overrides: [] } as const;
      await withdrawReport(domain, appointmentId, why, { idempotencyKey: await intentKey(intent), version });
      await afterSigned();
      showToast({ tone: 'done', title: 'Withdrawn', text: 'Whoever received the report is told.' });
      onClose();
    } catch (failure) {
      setError(failure instanceof ApiError ? failure : new ApiError('failed', 'The page failed.', null));
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };
  return (
    <Dialog
      role="alertdialog"
      title="Withdraw this report"
      description={`Version ${version} of ${appointment.patientName ?? 'a patient without a name'}, ${appointment.studyDescription ?? appointment.modality ?? 'an exam without a name'}. Every destination that received it is told that it does not hold, and the appointment has to be reported again. This cannot be undone.`}
      busy={isBusy}
      onClose={onClose}
      actions={
        <>
          <Button disabled={isBusy} onClick={onClose}>
            Keep it
          </Button>
          <Button
            type="submit"
            form={form}
            look="danger"
            aria-disabled={isBusy}
            disabled={error?.failure === 'conflict'}
          >
            {isBusy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
            Withdraw the report
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void withdraw();
        }}
      >
        <TextField
          label="Reason"
          hint="For wrong patient or wrong exam. Kept with the report; to change words, sign a correction instead."
          required
          maxLength={1000}
          autoComplete="off"
          value={reason}
          error={isTried && reason.trim() === '' ? 'Say why it is withdrawn.' : null}
          onChange={(event) => setReason(event.target.value)}
        />
        {error && <SignFailure error={error} />}
      </form>
    </Dialog>
  );
}
