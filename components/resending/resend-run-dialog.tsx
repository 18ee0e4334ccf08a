'use client';

import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import type { ResendOrder } from '#components/resending/resend-plan';
import {
  forgetResending,
  goOnResending,
  stayResending,
  stopResending,
  type ResendOutcome,
  type ResendRun,
} from '#components/resending/resend-run';
import { useUnsavedGuard } from '#components/settings/use-unsaved-guard';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { countOf, formatCount } from '#components/ui/format-count';
import { ProblemLine } from '#components/ui/problem-line';
import { ProgressBar } from '#components/ui/progress-bar';
import type { Resent } from '#lib/resends/contract';
import { submissionKeys } from '#lib/query-keys';

interface ResendRunDialogProps {
  run: ResendRun;
  /** `rest`: submissions that nothing was asked for. */
  onClose: (rest: number[]) => void;
}

const LEAVE = {
  title: 'Leave before all are done?',
  confirm: 'Leave',
  text: 'The rest waits as long as this tab is open: come back to the list to go on with it. What was asked for already is not lost, and not sent twice.',
};

/** How far many submissions are sent again, and what became of each that was not. Whoever leaves stops it. */
export function ResendRunDialog({ run, onClose }: ResendRunDialogProps) {
  const { plan, outcomes, state, problem } = run;
  const queryClient = useQueryClient();
  const summary = useRef<HTMLParagraphElement>(null);
  const total = plan.orders.length;
  const rest = plan.orders.filter(({ submissionId }) => !outcomes.has(submissionId));
  const isAtWork = state === 'running' || state === 'stopping';
  const { question } = useUnsavedGuard(state !== 'done', LEAVE);
  useEffect(() => {
    stayResending();
    return stopResending;
  }, []);
  useEffect(() => {
    if (isAtWork) return;
    void queryClient.invalidateQueries({ queryKey: submissionKeys.organization(plan.organization) });
    // The button that had the focus may be gone.
    if (!document.activeElement?.closest('dialog')) summary.current?.focus();
  }, [isAtWork, queryClient, plan.organization]);
  const close = () => {
    forgetResending();
    onClose(rest.map(({ submissionId }) => submissionId));
  };
  return (
    <>
      <Dialog
        title={titleOf(run)}
        busy={isAtWork}
        onClose={close}
        actions={
          <>
            {isAtWork && (
              <Button key="stop" off={state === 'stopping'} onClick={stopResending}>
                Stop
              </Button>
            )}
            {state === 'stopped' && (
              <>
                <Button key="leave" onClick={close}>
                  Leave the rest
                </Button>
                <Button key="on" look="main" onClick={goOnResending}>
                  Go on with {formatCount(rest.length)}
                </Button>
              </>
            )}
            {state === 'done' && (
              <Button key="close" look="main" onClick={close}>
                Close
              </Button>
            )}
          </>
        }
      >
        <div className="space-y-4">
          {state !== 'done' && !isUntold(run) && (
            <div>
              <p className="mb-1.5 flex items-center gap-2">
                {isAtWork && <LoaderCircle aria-hidden className="size-4 animate-spin text-accent" />}
                {formatCount(outcomes.size)} of {formatCount(total)}
              </p>
              <ProgressBar label="Submissions asked for" value={outcomes.size} max={total} />
              {isAtWork && (
                <p className="mt-2 text-sm text-soft">Leaving this page stops it. Nothing is lost or sent twice.</p>
              )}
            </div>
          )}
          {state === 'stopped' && <ProblemLine problem={problem} />}
          <p ref={summary} tabIndex={-1} role="status" className="font-medium outline-none empty:hidden">
            {tellState(run, rest.length)}
          </p>
          {!isAtWork && <Outcomes run={run} />}
        </div>
      </Dialog>
      {question}
    </>
  );
}

const isQueued = (outcome: ResendOutcome): outcome is Resent => typeof outcome !== 'string';
const countQueued = ({ outcomes }: ResendRun): number => [...outcomes.values()].filter(isQueued).length;

/** Found after the page was loaded anew: which of them are sent already is not known here. */
const isUntold = ({ state, isFound, outcomes }: ResendRun): boolean =>
  state === 'stopped' && isFound && outcomes.size === 0;

function titleOf(run: ResendRun): string {
  const { orders, reroute } = run.plan;
  const what = `${countOf(orders.length, 'submission')} again`;
  if (run.state === 'stopped') return `Stopped ${reroute ? 'routing' : 'sending'} ${what}`;
  if (run.state !== 'done') return `${reroute ? 'Routing' : 'Sending'} ${what}`;
  return `${reroute ? 'Routed' : 'Sent'} again: ${formatCount(countQueued(run))} of ${formatCount(orders.length)}`;
}

const FOUND = 'The page was loaded anew before this was done. Go on: what was sent already is not sent twice.';

function tellState(run: ResendRun, rest: number): string {
  if (run.state === 'running' || run.state === 'stopping') return '';
  const done = countQueued(run);
  const sent =
    done === 0 ? 'None is sent.' : `${countOf(done, 'submission')} ${done === 1 ? 'waits' : 'wait'} to be sent.`;
  if (run.state === 'done') return sent;
  if (isUntold(run)) return FOUND;
  const left = `${formatCount(rest)} ${rest === 1 ? 'was' : 'were'} not asked for yet.`;
  return `${sent} ${left}${run.problem === null ? '' : ' Go on once the server can be reached: nothing is sent twice.'}`;
}

/** What was queued, counted by destination, and which submissions were not, or not everywhere, by why. */
function Outcomes({ run: { plan, outcomes } }: { run: ResendRun }) {
  const queued = new Map<string, number>();
  for (const { destination } of [...outcomes.values()].filter(isQueued).flatMap((outcome) => outcome.queued))
    queued.set(destination, (queued.get(destination) ?? 0) + 1);
  const told = plan.orders.map((order) => ({ order, outcome: outcomes.get(order.submissionId) }));
  const refused = told.filter(({ outcome }) => whyNot(outcome) !== null);
  const reasons = new Map<string, ResendOrder[]>();
  for (const { order, outcome } of refused) {
    const why = whyNot(outcome) ?? '';
    reasons.set(why, [...(reasons.get(why) ?? []), order]);
  }
  const isPartly = refused.some(({ outcome }) => outcome !== undefined && isQueued(outcome));
  return (
    <>
      {queued.size > 0 && (
        <ul aria-label="Sent to" className="space-y-1">
          {[...queued].map(([destination, count]) => (
            <li key={destination} className="flex items-center gap-2">
              <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
              <span className="min-w-0 break-all">{destination}</span>
              <span className="text-soft">{formatCount(count)}</span>
            </li>
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <section>
          <h3 className="flex items-center gap-2 font-medium">
            <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
            {isPartly ? 'Not sent, or not everywhere' : 'Not sent'} ({formatCount(refused.length)})
          </h3>
          <ul className="mt-1.5 space-y-3 pl-6">
            {[...reasons].map(([why, orders]) => (
              <li key={why}>
                <p className="break-words text-soft">{why}</p>
                <p className="flex flex-wrap gap-x-4">
                  {orders.map((order) => (
                    <SubmissionLink key={order.submissionId} order={order} />
                  ))}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {plan.leftAlone > 0 && (
        <p className="text-soft">
          {formatCount(plan.leftAlone)} of the chosen had{' '}
          {plan.failedOnly ? 'nothing that failed there' : 'nothing to be sent there'}, and{' '}
          {plan.leftAlone === 1 ? 'was' : 'were'} left alone.
        </p>
      )}
    </>
  );
}

function SubmissionLink({ order: { submissionId, appointmentId } }: { order: ResendOrder }) {
  return (
    <span>
      <Link href={`/submissions/${submissionId}`} prefetch={false} className="text-accent underline underline-offset-2">
        Submission {submissionId}
      </Link>
      {appointmentId !== null && <span className="text-soft"> of {appointmentId}</span>}
    </span>
  );
}

/** Why a submission, or its part for a destination, was not queued; null where all of it was. */
function whyNot(outcome: ResendOutcome | undefined): string | null {
  if (outcome === undefined) return null;
  // Above it stands that it is not sent.
  if (!isQueued(outcome)) return outcome.replace(/^Nothing is sent\. /, '');
  if (outcome.notQueued.length === 0) return null;
  return outcome.notQueued.map(({ destination, reason }) => `Not to ${destination}: ${reason}`).join(' ');
}
