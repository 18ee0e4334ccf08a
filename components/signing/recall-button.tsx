'use client';

import { LoaderCircle, RotateCcw } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useReport } from '#components/editor/report-context';
import { usePageCommands } from '#components/shell/page-commands';
import { recall } from '#components/signing/recall';
import { useSecondsLeft } from '#components/time/use-seconds-left';
import { Button } from '#components/ui/button';
import { KeyCap } from '#components/ui/key-cap';
import { showToast } from '#components/ui/use-toast';

/** Takes the final back while it is held; gone when the time is over. The server decides, by its own clock. */
export function RecallButton({ until }: { until: string }) {
  const { domain, appointmentId, version, afterSigned, writeOn } = useReport();
  const left = useSecondsLeft(until);
  const [isBusy, setBusy] = useState(false);
  const isUnderWay = useRef(false);
  const takeBack = useCallback(async () => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    const why = await recall({ domain, appointmentId, version });
    if (why === null) {
      await afterSigned();
      await writeOn().catch(() => undefined);
      showToast({ tone: 'done', title: 'Recalled', text: 'Nothing was sent. Your words are your draft again.' });
    } else showToast({ tone: 'problem', title: 'Not recalled', text: why });
    isUnderWay.current = false;
    setBusy(false);
  }, [domain, appointmentId, version, afterSigned, writeOn]);
  usePageCommands(
    left === 0 ? [] : [{ id: 'recall', label: 'Recall the report', keys: 'Alt+R', run: () => void takeBack() }],
  );
  if (left === 0) return null;
  return (
    <p className="mt-3 flex flex-wrap items-center gap-2">
      <Button aria-disabled={isBusy} onClick={() => void takeBack()}>
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
