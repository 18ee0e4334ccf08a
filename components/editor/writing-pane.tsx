'use client';

import { FileText, TextCursorInput } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Saving } from '#components/drafting/draft-keeper';
import type { ReportSession } from '#components/drafting/report-session';
import type { ReportText } from '#components/drafting/report-text';
import { ByteCounter } from '#components/editor/byte-counter';
import { DiscardDraft } from '#components/editor/discard-draft';
import { fieldFrom } from '#components/editor/field-walk';
import { useOutline } from '#components/editor/outline';
import { PaneFold, type Panes } from '#components/editor/report-panes';
import { useReport } from '#components/editor/report-context';
import { SaveMark } from '#components/editor/save-mark';
import { SectionBar } from '#components/editor/section-bar';
import { writePreference } from '#components/session/preferences';
import { usePageCommands } from '#components/shell/page-commands';
import { KeyCap } from '#components/ui/key-cap';
import type { Template } from '#lib/templates/contract';
import { fillTemplate } from '#lib/templates/fill-template';
import { STARTER_SNIPPETS } from '#lib/templates/starter-snippets';

// Each with a boundary of its own: what waits for its code must not take the words from the screen.
const loading = () => null;
const CodeEditor = dynamic(() => import('#components/editor/code-editor').then((module) => module.CodeEditor), {
  loading,
});
const PlainEditor = dynamic(() => import('#components/editor/plain-editor').then((module) => module.PlainEditor), {
  loading,
});
const TemplateDialog = dynamic(
  () => import('#components/editor/template-dialog').then((module) => module.TemplateDialog),
  { ssr: false, loading },
);
const TemplateStart = dynamic(
  () => import('#components/editor/template-start').then((module) => module.TemplateStart),
  {
    ssr: false,
    loading,
  },
);

interface WritingPaneProps {
  text: ReportText;
  session: ReportSession;
  saving: Saving;
  writing: 'code' | 'plain';
  panes: Panes;
}

/** Where the report is written. */
export function WritingPane({ text, session, saving, writing, panes }: WritingPaneProps) {
  const { appointment, isReadOnly } = useReport();
  const [isPlain, setPlain] = useState(writing === 'plain');
  const [isChoosing, setChoosing] = useState(false);
  const isEmpty = useSyncExternalStore(
    useCallback((listener) => text.subscribe(listener), [text]),
    () => text.bytes === 0,
    () => text.bytes === 0,
  );
  const outline = useOutline(text);
  useEffect(() => {
    // The key for templates must not wait for their code: what is typed next belongs into their search.
    const soon = setTimeout(() => void import('#components/editor/template-dialog').catch(() => undefined), 1500);
    return () => clearTimeout(soon);
  }, []);
  const expand = useCallback(
    (abbreviation: string) => {
      const snippet = STARTER_SNIPPETS.find((one) => one.abbreviation === abbreviation);
      return snippet ? fillTemplate(snippet.text, appointment) : null;
    },
    [appointment],
  );
  const save = () => void session.keeper.saveNow().catch(() => undefined);
  usePageCommands([
    { id: 'save', label: 'Save the draft now', keys: 'Ctrl+S', run: save },
    ...(isReadOnly
      ? []
      : [{ id: 'templates', label: 'Choose a template', keys: 'Alt+0', run: () => setChoosing(true) }]),
  ]);
  const begin = (template: Template, how: 'insert' | 'replace') => {
    setChoosing(false);
    const words = fillTemplate(template.text, appointment);
    const field = fieldFrom(words, { from: 0, to: 0 }, 'next') ?? undefined;
    if (how === 'replace' || isEmpty) {
      session.beginWith(template.id);
      text.replace(words, undefined, field);
    } else text.insert(words, field);
    text.focus();
  };
  const choosePlain = (on: boolean) => {
    setPlain(on);
    writePreference('writing', on ? 'plain' : 'code');
  };
  const Editor = isPlain ? PlainEditor : CodeEditor;
  return (
    <section aria-label="Words of the report" className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex items-start gap-1 border-b border-line px-2 py-1 sm:px-3">
        <PaneFold panes={panes} name="request" />
        <SectionBar text={text} outline={outline} />
        {!isReadOnly && (
          <button
            type="button"
            aria-keyshortcuts="Alt+0"
            onClick={() => setChoosing(true)}
            className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 text-sm font-medium text-soft hover:bg-raised hover:text-ink"
          >
            <FileText aria-hidden className="size-4" />
            Templates
            <KeyCap>0</KeyCap>
          </button>
        )}
        <PaneFold panes={panes} name="sign" />
      </div>
      <Editor text={text} isReadOnly={isReadOnly} expand={expand} />
      {isEmpty && !isReadOnly && (
        <TemplateStart onChoose={(template) => begin(template, 'replace')} onAll={() => setChoosing(true)} />
      )}
      <footer className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-1.5 text-sm sm:px-5">
        <SaveMark saving={saving} />
        <ByteCounter text={text} />
        {outline.fields > 0 && !isReadOnly && (
          <span className="inline-flex items-center gap-1.5 text-soft">
            <TextCursorInput aria-hidden className="size-4" />
            {outline.fields === 1 ? '1 field to fill in' : `${outline.fields} fields to fill in`} <KeyCap>Tab</KeyCap>
          </span>
        )}
        {!isReadOnly && <DiscardDraft text={text} session={session} saving={saving} />}
        <label className="ml-auto inline-flex items-center gap-1.5 text-soft">
          <input
            type="checkbox"
            checked={isPlain}
            onChange={(event) => choosePlain(event.target.checked)}
            className="size-4 accent-accent"
          />
          Plain text area
        </label>
      </footer>
      {isChoosing && <TemplateDialog hasWords={!isEmpty} onChoose={begin} onClose={() => setChoosing(false)} />}
    </section>
  );
}
