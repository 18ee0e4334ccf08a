'use client';

import { useSyncExternalStore } from 'react';
import { v4 } from 'uuid';
import { forgetRun, keepRun } from '#components/resending/keep-run';
import type { ResendBegun, ResendOrder, ResendPlan } from '#components/resending/resend-plan';
import { ApiError } from '#lib/api-client';
import { resendSubmission } from '#lib/resends/client';
import type { Resent } from '#lib/resends/contract';

/** What the server queued, or its words for why it did not. */
export type ResendOutcome = Resent | string;

export interface ResendRun {
  plan: ResendPlan;
  /** By submission. */
  outcomes: ReadonlyMap<number, ResendOutcome>;
  /** `stopping`: what was asked for already is waited for. */
  state: 'running' | 'stopping' | 'stopped' | 'done';
  /** Why it stopped by itself; null otherwise. */
  problem: string | null;
  /** Begun by the page before this one: what became of its orders is not known until they are asked for again. */
  isFound: boolean;
}

/** A run while it is worked on. */
interface Live {
  owner: string;
  key: string;
  waiting: ResendOrder[];
  /** Orders that are asked for now. */
  lanes: number;
  run: ResendRun;
  onSignedOut: () => void;
}

const AT_ONCE = 2;
/** The server has decided: asking again would change nothing. */
const REFUSALS: readonly string[] = ['conflict', 'invalid', 'not-found', 'forbidden'];

let live: Live | null = null;
const listeners = new Set<() => void>();

/** Begins to ask for each, a few at once; nothing while another run is not at its end. */
export function beginResending(owner: string, plan: ResendPlan, onSignedOut: () => void): void {
  if (live && live.run.state !== 'done') return;
  const begun = { key: v4(), plan };
  live = liveOf(owner, begun, false, onSignedOut);
  keepRun(owner, begun);
  goOnResending();
}

/** A run that the page before this one did not end: it stands still until somebody goes on with it. */
export function findResending(owner: string, begun: ResendBegun, onSignedOut: () => void): void {
  if (live) return;
  live = liveOf(owner, begun, true, onSignedOut);
  tell();
}

function liveOf(owner: string, { key, plan }: ResendBegun, isFound: boolean, onSignedOut: () => void): Live {
  const run: ResendRun = { plan, outcomes: new Map(), state: 'stopped', problem: null, isFound };
  return { owner, key, waiting: [...plan.orders], lanes: 0, run, onSignedOut };
}

/** Goes on where it stopped. */
export function goOnResending(): void {
  if (!live || live.run.state === 'done' || live.run.state === 'running') return;
  become(live, { state: 'running', problem: null });
  const more = AT_ONCE - live.lanes;
  live.lanes = AT_ONCE;
  // One that finds nothing to do ends at once.
  for (let lane = 0; lane < more; lane += 1) void work(live);
}

/** Asks for no more; what was asked for already is still told. */
export function stopResending(): void {
  if (live?.run.state === 'running') become(live, { state: 'stopping' });
}

/** Whoever left while it was stopping is back. */
export function stayResending(): void {
  if (live?.run.state === 'stopping') goOnResending();
}

/** Whoever began it has seen how it ended, or leaves the rest. */
export function forgetResending(): void {
  if (live) forgetRun(live.owner, live.run.plan);
  dropResending();
}

/** Takes the run out of this page's memory; its reader is offered to go on with it when they are back. */
export function dropResending(): void {
  live = null;
  tell();
}

const readRun = (): ResendRun | null => live?.run ?? null;

/** The run that was begun last in this tab, until it is forgotten. */
export const useResendRun = (): ResendRun | null => useSyncExternalStore(subscribe, readRun, () => null);

async function work(mine: Live): Promise<void> {
  while (mine.run.state === 'running') {
    const order = mine.waiting.shift();
    if (!order) break;
    await ask(mine, order);
  }
  mine.lanes -= 1;
  if (mine.lanes > 0) return;
  const isDone = mine.waiting.length === 0;
  if (isDone) forgetRun(mine.owner, mine.run.plan);
  become(mine, { state: isDone ? 'done' : 'stopped' });
}

async function ask(mine: Live, order: ResendOrder): Promise<void> {
  const { submissionId, destinations } = order;
  const { reason, reroute, failedOnly } = mine.run.plan;
  const settle = (outcome: ResendOutcome) =>
    become(mine, { outcomes: new Map(mine.run.outcomes).set(submissionId, outcome) });
  try {
    settle(
      await resendSubmission(
        submissionId,
        { destinations, reason, reroute, failedOnly },
        `${mine.key}.${submissionId}`,
      ),
    );
  } catch (error) {
    if (error instanceof ApiError && REFUSALS.includes(error.failure)) return settle(error.message);
    // At the end, so that one which the server fails at does not hold up the others.
    mine.waiting.push(order);
    if (error instanceof ApiError && error.failure === 'signed-out') {
      become(mine, { state: 'stopping' });
      return mine.onSignedOut();
    }
    const problem = error instanceof ApiError ? error.message : 'Something failed in this page.';
    become(mine, { state: 'stopping', problem });
  }
}

function become(mine: Live, change: Partial<ResendRun>): void {
  mine.run = { ...mine.run, ...change };
  if (mine === live) tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
