import { checkReport, checksOf } from '#lib/checks/check-report';
import { CHECK_RULES, type Check, type ReportToCheck } from '#lib/checks/contract';

/** Up to so many UTF-16 units all rules together take a few milliseconds. */
export const AT_ONCE = 50_000;

/** Runs every check; on a long text one rule at a time, so that typing is not held up. null once `signal` is aborted. */
export async function runChecks(report: ReportToCheck, signal: AbortSignal): Promise<Check[] | null> {
  if (report.reportText.length <= AT_ONCE) return checkReport(report);
  const found: Check[] = [];
  for (const rule of CHECK_RULES) {
    await idle();
    if (signal.aborted) return null;
    found.push(...checksOf(rule, report));
  }
  return found.sort((a, b) => (a.from ?? -1) - (b.from ?? -1));
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve, 16);
  });
