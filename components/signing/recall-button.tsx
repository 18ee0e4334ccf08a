'use client';

import { LoaderCircle, RotateCcw } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useReport } from '#components/editor/report-context';
import { usePageCommands } from '#components/shell/page-commands';
import { intentKey } from '#components/signing/intent-key';
import { Button } from '#components/ui/button';
import { KeyCap } from '#components/ui/key-cap';
import { showToast } from '#components/ui/use-toast';
import { ApiError } from '#lib/api-client';
import { recallReport } from '#lib/reports/client';

/** Takes the final back while it is held; gone when the time is over. The server decides, by its own clock. */
export function RecallButton({ until }: { until: string }) {
  const { domain, appointmentId, version, afterSigned, writeOn } = useReport();
  const left = useSecondsLeft(until);
  const [isBusy, setBusy] = useState(false);
  const isUnderWay = useRef(false);
  const recall = useCallback(async () => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    try {
      const intent = { domain, appointmentId, action: 'recall', version, text: '', overrides: [] } as const;
      await recallReport(domain, appointmentId, { idempotencyKey: await intentKey(intent), version });
      await afterSigned();
      await writeOn();
      showToast({ tone: 'done', title: 'Recalled', text: 'Nothing was sent. Your words are your draft again.' });
    } catch (error) {
      const why = error instanceof ApiError ? error.message : 'The page failed.';
      showToast({ tone: 'problem', title: 'Not recalled', text: why });
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  }, [domain, appointmentId, version, afterSigned, writeOn]);
  usePageCommands(
    left === 0 ? [] : [{ id: 'recall', label: 'Recall the report', keys: 'Alt+R', run: () => void recall() }],
  );
  if (left === 0) return null;
  return (
    <p className="mt-3 flex flex-wrap items-center gap-2">
      <Button aria-disabled={isBusy} onClick={() => void recall()}>
        {isBusy ? (
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
        ) : (
          <RotateCcw aria-hidden className="size-4" />
        )}
        Recall
        <KeyCap>Alt+R</KeyCap>
      </Button>
      <span role="timer" className="text-soft">
        {left} s before it is sent
      </span>
    </p>
  );
}

/** Whole seconds until an instant, 0 when it is over. */
function useSecondsLeft(until: string): number {
  const secondsLeft = useCallback(() => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000)), [until]);
  const [left, setLeft] = useState(secondsLeft);
  useEffect(() => {
    const tick = setInterval(() => setLeft(secondsLeft()), 500);
    return () => clearInterval(tick);
  }, [secondsLeft]);
  return left;
}
