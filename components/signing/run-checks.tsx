import { checkReport } from '#lib/checks/check-report';
import type { Check, ReportToCheck } from '#lib/checks/contract';

/** Up to so many UTF-16 units all rules together take a few milliseconds. */
export const AT_ONCE = 50_000;

/** Runs every check; those of a long text beside the page, so that typing is not held up. null once `signal` is aborted. */
export async function runChecks(report: ReportToCheck, signal: AbortSignal): Promise<Check[] | null> {
  if (signal.aborted) return null;
  return report.reportText.length <= AT_ONCE ? checkReport(report) : runBeside(report, signal);
}

function runBeside(report: ReportToCheck, signal: AbortSignal): Promise<Check[] | null> {
  const worker = new Worker(new URL('./check-worker.tsx', import.meta.url), { type: 'module', name: 'checks' });
  return new Promise((resolve) => {
    const end = (checks: Check[] | null) => {
      worker.terminate();
      resolve(checks);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<Check[]>) => end(data));
    // Where no worker can be had, late checks are better than none.
    worker.addEventListener('error', () => end(checkReport(report)));
    signal.addEventListener('abort', () => end(null), { once: true });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
    worker.postMessage(report);
  });
}
