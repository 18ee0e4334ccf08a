'use client';

import { LoaderCircle, RotateCw, Split, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useAction } from '#components/settings/use-action';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/format-count';
import { ProblemLine } from '#components/ui/problem-line';
import type { ListedSubmission } from '#lib/submissions/contract';

interface ChosenBarProps {
  count: number;
  /** How many of them are on another page than the one shown. */
  elsewhere: number;
  /** Reads all that the list holds; null where it is on this page whole. */
  findAll: ((signal: AbortSignal) => Promise<readonly ListedSubmission[]>) | null;
  onFound: (all: readonly ListedSubmission[]) => void;
  onAsk: (what: 'resend' | 'reroute') => void;
  onClear: () => void;
}

/** How many rows are chosen, and what can be done with them; stays in sight below the list. */
export function ChosenBar({ count, elsewhere, findAll, onFound, onAsk, onClear }: ChosenBarProps) {
  const action = useAction();
  const reading = useRef<AbortController>(null);
  useEffect(() => () => reading.current?.abort(), []);
  const chooseAll = (find: NonNullable<typeof findAll>) =>
    action.run(async () => {
      const controller = new AbortController();
      reading.current = controller;
      const all = await find(controller.signal).catch((error: unknown) => {
        // Whoever left the list meant nothing by it any more.
        if (controller.signal.aborted) return null;
        throw error;
      });
      if (all && !controller.signal.aborted) onFound(all);
    });
  return (
    <section
      aria-label="Chosen submissions"
      data-form-footer
      className="sticky bottom-0 z-30 border-y border-edge bg-surface px-3 py-2.5 shadow-pop sm:px-5"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="font-medium">
          {formatCount(count)} chosen
          {elsewhere > 0 && <span className="font-normal text-soft">, {formatCount(elsewhere)} on other pages</span>}
        </p>
        <div className="flex items-center gap-1 max-sm:ml-auto">
          {findAll && (
            <Button look="bare" off={action.isBusy} onClick={() => chooseAll(findAll)}>
              {action.isBusy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
              Choose all pages
            </Button>
          )}
          <Button look="bare" onClick={onClear}>
            <X aria-hidden className="size-4" />
            Choose none
          </Button>
        </div>
        <div className="flex gap-2 max-sm:w-full max-sm:[&>*]:flex-1 sm:ml-auto">
          <Button onClick={() => onAsk('reroute')}>
            <Split aria-hidden className="size-4" />
            Route again…
          </Button>
          <Button look="main" onClick={() => onAsk('resend')}>
            <RotateCw aria-hidden className="size-4" />
            Send again…
          </Button>
        </div>
      </div>
      <ProblemLine problem={action.problem} />
    </section>
  );
}
