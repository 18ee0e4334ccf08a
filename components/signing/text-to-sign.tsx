'use client';

import { useState } from 'react';
import { useReport } from '#components/editor/report-context';
import { Tabs } from '#components/ui/tabs';
import { ReportText } from '#components/versions/report-text';
import { WordDiff } from '#components/versions/word-diff';

/** In sight whatever the other column scrolls to. */
const BESIDE = 'min-w-0 lg:sticky lg:top-0 lg:order-1 lg:self-start';

/** The words as they will be sent, and what changed since the report that stands. */
export function TextToSign({ text }: { text: string }) {
  const { report } = useReport();
  const [view, setView] = useState<'text' | 'changes'>('text');
  if (report === null || report.reportStatus === 'withdrawn') {
    return (
      <section aria-label="Report as it will be sent" className={BESIDE}>
        <h3 className="mb-1.5 font-semibold">As it will be sent</h3>
        <ReportText>{text}</ReportText>
      </section>
    );
  }
  const standing = `the ${report.reportStatus} (version ${report.version})`;
  return (
    <section aria-label="Report as it will be sent" className={BESIDE}>
      <Tabs
        label="Views of the text"
        value={view}
        onChoose={setView}
        tabs={[
          { value: 'text', label: 'As it will be sent' },
          { value: 'changes', label: `Changes from ${standing}` },
        ]}
      >
        <div className="pt-2">
          {view === 'text' ? (
            <ReportText>{text}</ReportText>
          ) : (
            <WordDiff before={report.reportText} after={text} beforeName={standing} afterName="yours" />
          )}
        </div>
      </Tabs>
    </section>
  );
}
