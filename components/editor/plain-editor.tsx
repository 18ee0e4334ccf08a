'use client';

import { useEffect, useRef, type KeyboardEvent } from 'react';
import { byteLength, type ReportText, storable, type TextSurface } from '#components/drafting/report-text';
import { fieldFrom } from '#components/editor/field-walk';
import { isWritingElsewhere } from '#components/editor/writing-elsewhere';
import { expandAt } from '#components/editor/snippets';

interface PlainEditorProps {
  text: ReportText;
  isReadOnly: boolean;
  expand: (abbreviation: string) => string | null;
}

/** The words of the report in the browser's own text area, for screen readers and dictation. */
export function PlainEditor({ text, isReadOnly, expand }: PlainEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    element.value = text.get();
    const detach = text.attach(surfaceOf(element));
    if (matchMedia('(hover: hover)').matches && !isWritingElsewhere()) element.focus();
    return detach;
  }, [text]);
  const edited = () => {
    const element = area.current;
    if (!element) return;
    const words = storable(element.value);
    if (words !== element.value) element.value = words;
    text.edited(byteLength(words) - text.bytes);
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const element = event.currentTarget;
    const leaves = isLeaving.current;
    isLeaving.current = event.key === 'Escape' || (leaves && event.key === 'Shift');
    if (isReadOnly || event.ctrlKey || event.metaKey || event.altKey) return;
    const selection = { from: element.selectionStart, to: element.selectionEnd };
    if (event.key === 'Tab' && !leaves) {
      const field = fieldFrom(element.value, selection, event.shiftKey ? 'previous' : 'next');
      if (!field) return;
      event.preventDefault();
      surfaceOf(element).select(field, 'nearest');
    } else if (event.key === ' ' && selection.from === selection.to) {
      const snippet = expandAt(element.value, selection.from, expand);
      if (!snippet) return;
      event.preventDefault();
      surfaceOf(element).replace(snippet.place, snippet.words, snippet.select);
    }
  };
  return (
    <textarea
      ref={area}
      id="report-text"
      aria-label="Report"
      defaultValue={text.get()}
      readOnly={isReadOnly}
      spellCheck
      autoComplete="off"
      onInput={edited}
      onKeyDown={press}
      className="min-h-0 w-full flex-1 resize-none bg-surface px-[max(1.25rem,calc((100%-52rem)/2))] py-4 text-[0.9375rem] leading-[1.6] text-ink outline-none focus-visible:-outline-offset-2 max-lg:min-h-[60dvh]"
    />
  );
}

/** Edits go through the browser's own command, so that its Undo knows them. */
function surfaceOf(element: HTMLTextAreaElement): TextSurface {
  return {
    getText: () => element.value,
    getSelection: () => ({ from: element.selectionStart, to: element.selectionEnd }),
    replace: ({ from, to }, insert, select) => {
      const words = storable(insert);
      const wasReadOnly = element.readOnly;
      element.readOnly = false;
      element.focus();
      element.setSelectionRange(from, to);
      // oxlint-disable-next-line typescript/no-deprecated -- nothing else keeps Undo whole
      const isDone = document.execCommand(words === '' ? 'delete' : 'insertText', false, words);
      if (!isDone && from !== to + words.length) {
        element.setRangeText(words, from, to, 'end');
        element.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
      if (select) element.setSelectionRange(select.from, select.to);
      element.readOnly = wasReadOnly;
    },
    select: ({ from, to }) => {
      element.setSelectionRange(from, to);
      // Focus brings the caret into sight, only when it comes.
      element.blur();
      element.focus();
    },
    focus: () => element.focus(),
    mark: () => undefined,
  };
}
