'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { openCodeSurface, type CodeSurface } from '#components/editor/code-surface';
import type { Place, ReportText } from '#components/drafting/report-text';
import { pageNonce } from '#components/editor/page-nonce';
import { isWritingElsewhere } from '#components/editor/writing-elsewhere';
import { fieldFrom } from '#components/editor/field-walk';

interface CodeEditorProps {
  text: ReportText;
  isReadOnly: boolean;
  expand: (abbreviation: string) => string | null;
}

/** Characters that the first paint shows: more than a screen. */
const FIRST_PAINT = 8_000;

/** The words of the report in CodeMirror; until it is there, the same words painted by the server. */
export function CodeEditor({ text, isReadOnly, expand }: CodeEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const [surface, setSurface] = useState<CodeSurface | null>(null);
  const [painted] = useState(() => text.get().slice(0, FIRST_PAINT));
  // Snippets follow the appointment. A new surface for each of its changes would cost the caret and what can be undone.
  const expandNow = useRef(expand);
  useLayoutEffect(() => {
    expandNow.current = expand;
  }, [expand]);
  useLayoutEffect(() => {
    if (!parent.current) return undefined;
    const expandSnippet = (abbreviation: string) => expandNow.current(abbreviation);
    const opened = openCodeSurface({ parent: parent.current, text, nonce: pageNonce(), expand: expandSnippet });
    const detach = text.attach(opened);
    setSurface(opened);
    return () => {
      detach();
      opened.destroy();
    };
  }, [text]);
  useLayoutEffect(() => surface?.setReadOnly(isReadOnly), [surface, isReadOnly]);
  useEffect(() => {
    // A touch keyboard would cover half of what is to be read first.
    if (!surface || !matchMedia('(hover: hover)').matches || isWritingElsewhere()) return;
    const words = text.get();
    text.begin(placeToBegin(words));
  }, [surface, text]);
  return (
    <div ref={parent} className="relative min-h-0 flex-1 max-lg:min-h-[60dvh]">
      {!surface && (
        <div className="px-[max(1.25rem,calc((100%-52rem)/2))] py-4 text-[0.9375rem] leading-[1.6] break-words whitespace-pre-wrap">
          {painted}
        </div>
      )}
    </div>
  );
}

/** The first field, else the end: where a reader goes on. */
function placeToBegin(words: string): Place {
  const field = fieldFrom(words, { from: 0, to: 0 }, 'next');
  return field ?? { from: words.length, to: words.length };
}
