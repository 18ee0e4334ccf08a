'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Skeleton } from '#components/ui/skeleton';
import { compareWords, countWords, type Passage } from '#components/versions/compare-words';
import { ReportText } from '#components/versions/report-text';

interface WordDiffProps {
  before: string;
  after: string;
  /** What the two are called, such as “version 1”. */
  beforeName: string;
  afterName: string;
  /** Names the text where the page shows another beside it. */
  label?: string;
}

/** Two texts in one, with what was added and removed marked by line, sign and colour. The comparison is loaded on demand. */
export function WordDiff({ before, after, beforeName, afterName, label }: WordDiffProps) {
  const compared = useQuery({
    // Kept while it is shown, and not longer: a name of such a length is no name to remember.
    queryKey: ['word-diff', before, after],
    queryFn: () => compareWords(before, after),
    gcTime: 0,
    staleTime: Infinity,
  });
  const words = useRef<HTMLDivElement>(null);
  const passages = compared.data;
  useEffect(() => {
    // The first change is what somebody looks for: a long text begins with it in sight.
    const change = passages && words.current?.querySelector<HTMLElement>('ins, del');
    if (words.current && change)
      words.current.scrollTop = placeIn(words.current, change) - words.current.clientHeight / 3;
  }, [passages]);
  if (compared.isError || compared.data === null) {
    return (
      <>
        <p className="mb-2 text-soft">
          {compared.isError
            ? 'The comparison could not be loaded.'
            : `${beforeName} and ${afterName} have too little in common to be compared word by word.`}{' '}
          This is {afterName} alone.
        </p>
        <ReportText label={label}>{after}</ReportText>
      </>
    );
  }
  if (compared.data === undefined) {
    return (
      <div role="status">
        <span className="sr-only">Comparing</span>
        <Skeleton className="h-40 w-full" />
      </div>
    );
  }
  return (
    <>
      <p className="mb-2 text-sm text-soft">{tellChange(compared.data, beforeName)}</p>
      <ReportText ref={words} label={label}>
        {compared.data.map((passage, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- passages have no other name, and never move
          <Marked key={index} passage={passage} />
        ))}
      </ReportText>
    </>
  );
}

/** How far below the beginning of what scrolls an element is, in pixels. */
const placeIn = (scroller: HTMLElement, element: HTMLElement): number =>
  element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;

function Marked({ passage: { kind, text } }: { passage: Passage }) {
  if (kind === 'same') return text;
  return kind === 'added' ? (
    <ins className="rounded-sm bg-good/15 text-good decoration-2 underline-offset-2">
      <span className="sr-only">[added: </span>
      {text}
      <span className="sr-only">]</span>
    </ins>
  ) : (
    <del className="rounded-sm bg-bad/10 text-bad decoration-1">
      <span className="sr-only">[removed: </span>
      {text}
      <span className="sr-only">]</span>
    </del>
  );
}

function tellChange(passages: readonly Passage[], beforeName: string): string {
  if (passages.every(({ kind }) => kind === 'same')) return `The text is the same as in ${beforeName}.`;
  const [added, removed] = [countWords(passages, 'added'), countWords(passages, 'removed')];
  if (added + removed === 0) return `Only spaces, line ends or marks differ from ${beforeName}.`;
  const words = (count: number) => `${count} ${count === 1 ? 'word' : 'words'}`;
  return `Against ${beforeName}: ${words(added)} added, ${words(removed)} removed.`;
}
