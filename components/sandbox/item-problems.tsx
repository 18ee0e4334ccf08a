'use client';

import { CircleCheck, OctagonAlert, TextSelect, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { SANDBOX_KEYS } from '#components/sandbox/sandbox-keys';
import { usePageCommands } from '#components/shell/page-commands';
import { Button } from '#components/ui/button';
import { Panel } from '#components/ui/panel';
import type { ItemExplanation } from '#lib/intake/explain-contract';

const LOOK = {
  error: { icon: OctagonAlert, colour: 'text-bad', word: 'Error' },
  warning: { icon: TriangleAlert, colour: 'text-warn', word: 'Warning' },
};

interface ItemProblemsProps {
  item: ItemExplanation;
  onShow: (place: string) => void;
}

/** What is wrong with an item, each with its place in the text. */
export function ItemProblems({ item: { problems, outcome }, onShow }: ItemProblemsProps) {
  const list = useRef<HTMLUListElement>(null);
  const last = useRef(-1);
  const showNext = () => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    last.current = (last.current + 1) % Math.max(buttons.length, 1);
    // Its own focus first: that is where Escape comes back to.
    buttons[last.current]?.focus();
    buttons[last.current]?.click();
  };
  usePageCommands([{ id: 'next-problem', ...SANDBOX_KEYS.problem, run: showNext }]);
  return (
    <Panel title="Problems">
      {problems.length === 0 ? (
        <p className="flex items-center gap-2">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
          None: everything in it can be used.
        </p>
      ) : (
        <>
          {outcome !== 'read' && <p className="mb-2">The item cannot be used: nothing of it would be filed or sent.</p>}
          <ul ref={list} className="divide-y divide-line rounded-lg border border-line bg-surface">
            {problems.map(({ level, place, message }) => {
              const { icon: Icon, colour, word } = LOOK[level];
              return (
                <li key={`${level} ${message}`} className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-4 py-2.5">
                  <p className="flex min-w-0 flex-1 basis-64 items-start gap-2">
                    <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
                    <span className="min-w-0 break-words">
                      <span className="sr-only">{word}: </span>
                      {message}
                    </span>
                  </p>
                  {place !== null && (
                    <Button className="h-7! max-w-full" onClick={() => onShow(place)}>
                      <TextSelect aria-hidden className="size-4 shrink-0" />
                      <span className="truncate">
                        <span className="sr-only">Show </span>
                        {place}
                        <span className="sr-only"> in the text</span>
                      </span>
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Panel>
  );
}
