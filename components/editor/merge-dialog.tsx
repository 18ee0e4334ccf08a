'use client';

import { useCallback, useRef, useState } from 'react';
import type { Draft } from '#components/drafting/draft-keeper';
import { Merge } from '#components/drafting/merge-view';
import type { ReportSession } from '#components/drafting/report-session';
import type { ReportText } from '#components/drafting/report-text';
import { pageNonce } from '#components/editor/page-nonce';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';

interface MergeDialogProps {
  text: ReportText;
  session: ReportSession;
  theirs: Draft | null;
}

/** The draft was saved elsewhere while words were written here: both are shown, and one text comes out. */
export function MergeDialog({ text, session, theirs }: MergeDialogProps) {
  const [mine] = useState(() => text.get());
  const merged = useRef(() => mine);
  const onReady = useCallback((read: () => string) => {
    merged.current = read;
  }, []);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState(false);
  const keep = (words: string) => {
    setBusy(true);
    setProblem(false);
    session.settle(theirs, words).catch(() => {
      setBusy(false);
      setProblem(true);
    });
  };
  return (
    <Dialog
      role="alertdialog"
      size="large"
      title={theirs ? 'This draft was changed in another window' : 'This draft is gone'}
      description={
        theirs ? (
          <>
            It was saved there at <Time at={theirs.savedAt} />, and you wrote something else here. Nothing was
            overwritten. Take passages from the left, or write at the right; what you do not keep is kept as a version.
          </>
        ) : (
          'It was signed or discarded in another window, and you wrote on here. What you wrote can become a new draft.'
        )
      }
      busy={isBusy}
      actions={
        <>
          {problem && (
            <p role="alert" className="mr-auto self-center text-bad">
              It could not be saved. Nothing was changed; try again.
            </p>
          )}
          {theirs && (
            <Button disabled={isBusy} onClick={() => keep(theirs.reportText)}>
              Take the left one
            </Button>
          )}
          <Button
            look="main"
            data-autofocus={theirs === null || undefined}
            disabled={isBusy}
            onClick={() => keep(merged.current())}
          >
            {theirs ? 'Save the right one' : 'Begin a new draft with it'}
          </Button>
        </>
      }
    >
      {theirs && (
        <>
          <div className="mb-1 grid grid-cols-2 gap-4 text-sm text-soft">
            <p>Saved elsewhere</p>
            <p>Here, to be kept</p>
          </div>
          <Merge theirs={theirs.reportText} mine={mine} nonce={pageNonce()} onReady={onReady} />
        </>
      )}
    </Dialog>
  );
}
