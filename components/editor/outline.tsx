'use client';

import { useEffect, useState } from 'react';
import type { ReportText } from '#components/drafting/report-text';
import { findFields } from '#lib/checks/fields';
import { splitSections, type SectionKind } from '#lib/checks/sections';

/** Where a text's sections begin, and how many fields wait in it. */
export interface Outline {
  /** The first section of each kind: its heading's offset, and where its words begin or would. */
  sections: Partial<Record<SectionKind, SectionPlace>>;
  fields: number;
}

export interface SectionPlace {
  from: number;
  caret: number;
}

const PAUSE_MS = 300;
/** Characters looked at in one go: some milliseconds. */
const PORTION = 60_000;

/** Reads a text in portions that end with a line, and lets the page breathe in between. */
async function readOutline(text: string, signal: AbortSignal): Promise<Outline> {
  const outline: Outline = { sections: {}, fields: 0 };
  for (let start = 0; start < text.length && !signal.aborted;) {
    const lineEnd = text.indexOf('\n', start + PORTION);
    const end =
      lineEnd === -1 || lineEnd > start + 2 * PORTION ? Math.min(text.length, start + 2 * PORTION) : lineEnd + 1;
    const portion = text.slice(start, end);
    addSections(outline.sections, portion, start);
    outline.fields += findFields(portion).length;
    start = end;
    if (start < text.length) await new Promise((resolve) => setTimeout(resolve));
  }
  return outline;
}

function addSections(sections: Outline['sections'], portion: string, start: number): void {
  for (const { kind, from, bodyFrom, to } of splitSections(portion)) {
    const body = portion.slice(bodyFrom, to);
    const word = body.search(/\S/);
    const line = body.indexOf('\n') + 1;
    sections[kind] ??= { from: start + from, caret: start + bodyFrom + (word === -1 ? line : word) };
  }
}

/** The sections of the words as they are now; of a long text as they were a moment ago. */
export function sectionsNow(text: ReportText, outline: Outline): Outline['sections'] {
  const words = text.get();
  if (words.length > 5 * PORTION) return outline.sections;
  const sections: Outline['sections'] = {};
  addSections(sections, words, 0);
  return sections;
}

const EMPTY: Outline = { sections: {}, fields: 0 };

/** The outline of the words, a moment after they were last changed. */
export function useOutline(text: ReportText): Outline {
  const [outline, setOutline] = useState(EMPTY);
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    let reading = new AbortController();
    const read = () => {
      reading.abort();
      reading = new AbortController();
      const { signal } = reading;
      void readOutline(text.get(), signal).then((found) => {
        if (!signal.aborted) setOutline(found);
      });
    };
    const settle = () => {
      clearTimeout(pause);
      pause = setTimeout(read, PAUSE_MS);
    };
    const unsubscribe = text.subscribe(settle);
    pause = setTimeout(read);
    return () => {
      unsubscribe();
      clearTimeout(pause);
      reading.abort();
    };
  }, [text]);
  return outline;
}
