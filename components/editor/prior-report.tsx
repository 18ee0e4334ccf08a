'use client';

import { useRef, useState } from 'react';
import type { ReportText } from '#components/drafting/report-text';
import { attributed } from '#components/editor/attribution';
import { useReport, useReportText } from '#components/editor/report-context';
import { PriorText, PriorWords } from '#components/priors/prior-text';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { WordDiff } from '#components/versions/word-diff';
import type { Prior } from '#lib/appointments/contract';

interface PriorReportProps {
  prior: Prior;
  text: ReportText;
}

/** An earlier report: its text, or what differs in the one being written; to be quoted with where it is from. */
export function PriorReport({ prior, text }: PriorReportProps) {
  const { domain } = useReport();
  return (
    <PriorText domain={domain} appointmentId={prior.appointmentId}>
      {(reportText) => <Quotable prior={prior} text={text} reportText={reportText} />}
    </PriorText>
  );
}

function Quotable({ prior, text, reportText }: PriorReportProps & { reportText: string }) {
  const { isReadOnly } = useReport();
  const [isCompared, setCompared] = useState(false);
  const words = useRef<HTMLDivElement>(null);
  const quote = () => attributed(selectedIn(words.current) || reportText, prior);
  return (
    <>
      <div className="mb-2 flex flex-wrap gap-1.5">
        <Button
          aria-pressed={isCompared}
          onClick={() => setCompared(!isCompared)}
          className="aria-pressed:border-accent aria-pressed:bg-accent-wash"
        >
          Compare
        </Button>
        <CopyButton text={quote} label={<WithSource>Copy</WithSource>} />
        {!isReadOnly && (
          <Button onClick={() => text.insert(quote())}>
            <WithSource>Insert</WithSource>
          </Button>
        )}
      </div>
      {isCompared ? <Compared before={reportText} /> : <PriorWords ref={words}>{reportText}</PriorWords>}
    </>
  );
}

/** Where the pane is narrow, what the words bring with them is said to screen readers only. */
function WithSource({ children }: { children: string }) {
  return (
    <span>
      {children}
      <span className="max-2xl:sr-only"> with source</span>
    </span>
  );
}

function Compared({ before }: { before: string }) {
  return (
    <WordDiff before={before} after={useReportText(1500)} beforeName="the earlier report" afterName="this report" />
  );
}

/** What is selected inside an element; '' when the selection is elsewhere. */
function selectedIn(element: HTMLElement | null): string {
  const selection = getSelection();
  return selection?.anchorNode && element?.contains(selection.anchorNode) ? selection.toString().trim() : '';
}
