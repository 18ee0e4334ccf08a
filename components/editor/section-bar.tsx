'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReportText } from '#components/drafting/report-text';
import { type Outline, sectionsNow } from '#components/editor/outline';
import { useReport } from '#components/editor/report-context';
import { usePageCommands } from '#components/shell/page-commands';
import { KeyCap } from '#components/ui/key-cap';
import type { SectionKind } from '#lib/checks/sections';

const SECTIONS: readonly { kind: SectionKind; label: string }[] = [
  { kind: 'indication', label: 'Indication' },
  { kind: 'technique', label: 'Technique' },
  { kind: 'comparison', label: 'Comparison' },
  { kind: 'findings', label: 'Findings' },
  { kind: 'impression', label: 'Impression' },
];

/** Jumps to the sections, with Alt+1 to Alt+5 from anywhere; adds the one that is missing. */
export function SectionBar({ text, outline }: { text: ReportText; outline: Outline }) {
  const { isReadOnly, goTo } = useReport();
  const [missing, setMissing] = useState('');
  usePageCommands(
    SECTIONS.map(({ kind, label }, index) => ({
      id: `section-${kind}`,
      label: `Go to ${label}`,
      keys: `Alt+${index + 1}`,
      run: () => {
        const place = sectionsNow(text, outline)[kind];
        setMissing(place ? '' : `There is no section ${label}.`);
        if (place) goTo(place.caret, place.caret);
      },
    })),
  );
  const goOrAdd = (index: number) => {
    const sections = sectionsNow(text, outline);
    const place = sections[SECTIONS[index]?.kind ?? 'findings'];
    if (place) goTo(place.caret, place.caret);
    else addSection(text, sections, index);
  };
  return (
    <div role="toolbar" aria-label="Sections" className="flex min-h-7 min-w-0 flex-1 flex-wrap items-center gap-0.5">
      <span className="max-lg:hidden">
        <KeyCap>Alt</KeyCap>
      </span>
      {SECTIONS.map(({ kind, label }, index) => {
        const place = outline.sections[kind];
        if (!place && isReadOnly) return null;
        return (
          <button
            key={kind}
            type="button"
            aria-keyshortcuts={place && `Alt+${index + 1}`}
            title={place && `Alt+${index + 1}`}
            aria-label={place ? `Go to ${label}` : `Add the section ${label}`}
            onClick={() => goOrAdd(index)}
            className={`inline-flex h-7 items-center gap-1 rounded-md px-1.5 text-sm hover:bg-raised hover:text-ink ${place ? 'text-ink' : 'text-faint'}`}
          >
            {!place && <Plus aria-hidden className="size-3.5" />}
            {label}
            {place && (
              <span className="max-lg:hidden">
                <KeyCap>{`${index + 1}`}</KeyCap>
              </span>
            )}
          </button>
        );
      })}
      <span role="status" className="sr-only">
        {missing}
      </span>
    </div>
  );
}

/** Adds a heading before the first section that comes after it, else at the end, and goes there. */
function addSection(text: ReportText, sections: Outline['sections'], index: number): void {
  const after = SECTIONS.slice(index + 1).flatMap(({ kind }) => sections[kind]?.from ?? []);
  const words = text.get();
  const at = after.length > 0 ? Math.min(...after) : words.length;
  const before = words.slice(0, at);
  const gap = before.trim() === '' ? '' : before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const heading = `${gap}${SECTIONS[index]?.label.toUpperCase()}\n`;
  const caret = at + heading.length;
  text.replace(after.length > 0 ? `${heading}\n\n` : heading, { from: at, to: at }, { from: caret, to: caret });
  text.focus();
}
