import type { RunOf } from '#components/drafting/sealed-copies';
import type { ResendBegun, ResendPlan } from '#components/resending/resend-plan';

/** Names the run that this tab began: another tab of the same reader does not take it over. */
const TAB = 'readout-resending';
/** The server knows an idempotency key for a day. */
const KEPT_MS = 23 * 3_600_000;

/** Every page knows of runs; what keeps them is loaded with the first. */
const copies = () => import('#components/drafting/local-copies');
const runOf = (owner: string, domain: string): RunOf => ({ owner, domain, part: 'resending' });

/** Keeps on this device, encrypted, what was begun, so that a page that is loaded anew can go on with it. */
export function keepRun(owner: string, begun: ResendBegun): void {
  sessionStorage.setItem(TAB, begun.key);
  // Where the browser keeps nothing, the run ends with its page.
  copies()
    .then(({ keepCopy }) => keepCopy(runOf(owner, begun.plan.organization), begun))
    .catch(() => undefined);
}

/** What this tab began for an organization and did not end; null without any, or when its answers may be forgotten. */
export async function findRun(owner: string, organization: string): Promise<ResendBegun | null> {
  const key = sessionStorage.getItem(TAB);
  if (key === null) return null;
  const kept = await copies()
    .then(({ readCopy }) => readCopy(runOf(owner, organization)))
    .catch(() => null);
  return kept?.key === key && Date.now() - Date.parse(kept.keptAt) < KEPT_MS ? kept : null;
}

/** Nothing of it is left to be done. */
export function forgetRun(owner: string, { organization }: ResendPlan): void {
  sessionStorage.removeItem(TAB);
  copies()
    .then(({ forgetCopy }) => forgetCopy(runOf(owner, organization)))
    .catch(() => undefined);
}
