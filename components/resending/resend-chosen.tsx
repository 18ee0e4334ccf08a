'use client';

import dynamic from 'next/dynamic';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { ChosenBar } from '#components/resending/chosen-bar';
import { findRun } from '#components/resending/keep-run';
import type { ResendBegun } from '#components/resending/resend-plan';
import { findResending, useResendRun } from '#components/resending/resend-run';
import type { Choosing } from '#components/resending/use-chosen';
import { useShell } from '#components/shell/shell-state';
import { formatCount } from '#components/ui/format-count';
import { showToast } from '#components/ui/use-toast';
import { listSubmissions, type SubmissionQuery } from '#lib/submissions/client';
import type { ListedSubmission } from '#lib/submissions/contract';

// Without a loading state of its own the whole page would be taken away for a moment, and its place and focus with it.
const ResendDialogs = dynamic(async () => (await import('#components/resending/resend-dialogs')).ResendDialogs, {
  ssr: false,
  loading: () => null,
});

/** So many at a time are asked for, and so many are chosen at the most: more are narrowed by the dates. */
const PAGE = 500;
const MOST_CHOSEN = 1000;

interface ResendChosenProps {
  organization: string;
  choosing: Choosing;
  /** The page that is shown. */
  items: readonly ListedSubmission[];
  hasOtherPages: boolean;
  /** What the list asks for, on any of its pages. */
  query: SubmissionQuery;
}

/** What can be done with the chosen rows, and the dialogs for it; nothing to see while none is. */
export function ResendChosen({ organization, choosing, items, hasOtherPages, query }: ResendChosenProps) {
  const { chosen, choose } = choosing;
  const [asked, setAsked] = useState<'resend' | 'reroute' | null>(null);
  const run = useResendRun();
  useFoundRun(organization);
  const isBack = useRef(false);
  const isRunHere = run?.plan.organization === organization;
  useEffect(() => {
    if (!isBack.current) return;
    isBack.current = false;
    // The bar that had the focus may be gone with what was chosen.
    const focused = document.activeElement;
    if (focused !== document.body && focused?.id !== 'main') return;
    document.querySelector<HTMLElement>(`[data-row="${choosing.readLast()}"]`)?.focus({ preventScroll: true });
  });
  const onPage = new Map(items.map((item) => [item.submissionId, item]));
  // As the list tells them now, where it shows them.
  const current = [...chosen.values()].map((row) => onPage.get(row.submissionId) ?? row);
  const elsewhere = current.filter(({ submissionId }) => !onPage.has(submissionId)).length;
  return (
    <>
      <p role="status" className="sr-only">
        {chosen.size > 0 && `${chosen.size} chosen`}
      </p>
      {chosen.size > 0 && (
        <ChosenBar
          count={chosen.size}
          elsewhere={elsewhere}
          findAll={hasOtherPages ? (signal) => findAll(organization, query, signal) : null}
          onFound={(all) => {
            choose(all);
            if (all.length >= MOST_CHOSEN) showToast({ tone: 'note', ...TOO_MANY });
          }}
          onAsk={setAsked}
          onClear={() => {
            choose([]);
            isBack.current = true;
          }}
        />
      )}
      {(asked !== null || isRunHere) && (
        <ResendDialogs
          organization={organization}
          chosen={current}
          asked={asked}
          onAnswered={() => setAsked(null)}
          run={isRunHere ? run : null}
          onRunClosed={(rest) => {
            choose(current.filter(({ submissionId }) => rest.includes(submissionId)));
            isBack.current = true;
          }}
        />
      )}
    </>
  );
}

/** Looks once for a run that the page before this one did not end. */
function useFoundRun(organization: string): void {
  const { viewer, onSignedOut } = useShell();
  const take = useEffectEvent((begun: ResendBegun) => findResending(viewer.userId, begun, onSignedOut));
  useEffect(() => {
    void findRun(viewer.userId, organization).then((begun) => begun && take(begun));
  }, [viewer.userId, organization]);
}

const TOO_MANY = {
  title: `The newest ${formatCount(MOST_CHOSEN)} are chosen`,
  text: 'There may be more. Narrow the dates for the rest.',
};

async function findAll(
  organization: string,
  query: SubmissionQuery,
  signal: AbortSignal,
): Promise<readonly ListedSubmission[]> {
  const all: ListedSubmission[] = [];
  for (let cursor: string | null = null; ;) {
    const asked = { ...query, pageSize: String(PAGE), ...(cursor && { cursor }) };
    const page = await listSubmissions(organization, asked, signal);
    all.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null || all.length >= MOST_CHOSEN) return all.slice(0, MOST_CHOSEN);
  }
}
