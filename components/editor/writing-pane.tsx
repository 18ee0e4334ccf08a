'use client';

import dynamic from 'next/dynamic';
import { useCallback } from 'react';
import type { Saving } from '#components/drafting/draft-keeper';
import type { ReportSession } from '#components/drafting/report-session';
import type { ReportText } from '#components/drafting/report-text';
import { useReport } from '#components/editor/report-context';
import { SaveMark } from '#components/editor/save-mark';
import { fillTemplate } from '#lib/templates/fill-template';
import { STARTER_SNIPPETS } from '#lib/templates/starter-snippets';

const CodeEditor = dynamic(() => import('#components/editor/code-editor').then((module) => module.CodeEditor));

interface WritingPaneProps {
  text: ReportText;
  session: ReportSession;
  saving: Saving;
  writing: 'code' | 'plain';
}

/** Where the report is written. */
export function WritingPane({ text, session, saving }: WritingPaneProps) {
  const { appointment, isReadOnly } = useReport();
  const expand = useCallback(
    (abbreviation: string) => {
      const snippet = STARTER_SNIPPETS.find((one) => one.abbreviation === abbreviation);
      return snippet ? fillTemplate(snippet.text, appointment) : null;
    },
    [appointment],
  );
  return (
    <section aria-label="Words of the report" className="flex min-h-0 flex-1 flex-col bg-surface">
      <CodeEditor text={text} isReadOnly={isReadOnly} expand={expand} />
      <footer className="flex items-center gap-4 border-t border-line px-3 py-1.5 text-sm sm:px-5">
        <SaveMark saving={saving} onSave={() => void session.keeper.saveNow().catch(() => undefined)} />
      </footer>
    </section>
  );
}
