'use client';

import { useState } from 'react';
import type { LocalCopy } from '#components/drafting/local-copies';
import type { ReportSession } from '#components/drafting/report-session';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { WordDiff } from '#components/versions/word-diff';

interface RecoveryDialogProps {
  session: ReportSession;
  found: LocalCopy;
  /** What the editor shows: the saved draft, or the report that stands. */
  current: string;
}

/** Words of an earlier visit that never reached the server: which are to be gone on with? */
export function RecoveryDialog({ session, found, current }: RecoveryDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState(false);
  const decide = (take: boolean) => {
    setBusy(true);
    session.decide(found, take).catch(() => {
      setBusy(false);
      setProblem(true);
    });
  };
  return (
    <Dialog
      role="alertdialog"
      size="large"
      title="Words were found on this device that the server does not have"
      description={
        <>
          The page was closed before they could be saved. They were kept here at <Time at={found.keptAt} />. Whichever
          you choose, nothing is lost: the others are kept as a version, or can be brought back with Undo.
        </>
      }
      busy={isBusy}
      actions={
        <>
          {problem && (
            <p role="alert" className="mr-auto self-center text-bad">
              The server could not be reached. Nothing was changed; try again.
            </p>
          )}
          <Button disabled={isBusy} onClick={() => decide(false)}>
            Keep what was saved
          </Button>
          <Button look="main" data-autofocus disabled={isBusy} onClick={() => decide(true)}>
            Use the words from this device
          </Button>
        </>
      }
    >
      <WordDiff
        before={current}
        after={found.reportText}
        beforeName="what was saved"
        afterName="the words from this device"
      />
    </Dialog>
  );
}
