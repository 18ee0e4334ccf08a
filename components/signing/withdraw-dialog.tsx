'use client';

import { useRef, useState } from 'react';
import { useReport } from '#components/editor/report-context';
import { intentKey } from '#components/signing/intent-key';
import { SignFailure } from '#components/signing/sign-failure';
import { ReasonDialog } from '#components/ui/reason-dialog';
import { showToast } from '#components/ui/use-toast';
import { ApiError } from '#lib/api-client';
import { withdrawReport } from '#lib/reports/client';

/** Withdraws the report that stands: asks why, and says what will happen. */
export function WithdrawDialog({ onClose }: { onClose: () => void }) {
  const { domain, appointmentId, appointment, version: seen, afterSigned } = useReport();
  const [version] = useState(seen);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const isUnderWay = useRef(false);
  const withdraw = async (why: string) => {
    if (isUnderWay.current) return;
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
    <ReasonDialog
      isFinal
      title="Withdraw this report"
      hint="For wrong patient or wrong exam. Kept with the report; to change words, sign a correction instead."
      missing="Say why it is withdrawn."
      confirm="Withdraw the report"
      cancel="Keep it"
      busy={isBusy}
      blocked={error?.failure === 'conflict'}
      failure={error && <SignFailure error={error} />}
      onConfirm={(why) => void withdraw(why)}
      onClose={onClose}
    >
      Version {version} of {appointment.patientName ?? 'a patient without a name'},{' '}
      {appointment.studyDescription ?? appointment.modality ?? 'an exam without a name'}. Every destination that
      received it is told that it does not hold, and the appointment has to be reported again. This cannot be undone.
    </ReasonDialog>
  );
}
