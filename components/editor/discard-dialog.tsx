'use client';

import { useState } from 'react';
import type { ReportSession } from '#components/drafting/report-session';
import type { ReportText } from '#components/drafting/report-text';
import { useReport } from '#components/editor/report-context';
import { AlertDialog } from '#components/ui/alert-dialog';
import { showToast } from '#components/ui/use-toast';

interface DiscardDialogProps {
  text: ReportText;
  session: ReportSession;
  onClose: () => void;
}

/** What is thrown away, where it is kept, and what the editor shows afterwards. */
export function DiscardDialog({ text, session, onClose }: DiscardDialogProps) {
  const { report } = useReport();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [words] = useState(() => countWords(text.get()));
  const stands = report !== null && report.reportStatus !== 'withdrawn';
  const discard = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await session.discard();
      onClose();
      showToast({ tone: 'done', title: 'The draft was discarded', text: 'It is under “Set aside” for thirty days.' });
      // Once the dialog has given the focus back.
      setTimeout(() => text.focus());
    } catch {
      setProblem('The server did not answer as it should. What you wrote is still in the editor; try again.');
      setBusy(false);
    }
  };
  return (
    <AlertDialog
      title="Discard this draft?"
      confirm="Discard the draft"
      cancel="Keep writing"
      look="main"
      busy={isBusy}
      problem={problem}
      onConfirm={() => void discard()}
      onCancel={onClose}
    >
      <p>
        {words === 0
          ? 'The draft, which has no words,'
          : words === 1
            ? 'One word'
            : `${words.toLocaleString('en-US')} words`}{' '}
        {words > 1 ? 'leave' : 'leaves'} the editor.{' '}
        {stands
          ? `It then shows the ${report.reportStatus} report that stands, version ${report.version}, which does not change.`
          : 'It is empty then, and the appointment stays yours.'}
      </p>
      <p className="mt-2">
        What you wrote is kept as a version for thirty days, under “Set aside” beside the request, where whoever reports
        here can read it and bring it back.
      </p>
    </AlertDialog>
  );
}

const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;
