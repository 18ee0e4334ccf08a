'use client';

import { WifiOff } from 'lucide-react';
import { useReachable } from '#components/shell/use-reachable';

/**
 * In the lower corner of every page while the server cannot be reached, unless the page itself says so in sight: nothing
 * moves, and what it lies on can be clicked.
 */
export function OfflineBanner() {
  const reachable = useReachable();
  return (
    <div
      role="status"
      data-shell
      className="pointer-events-none fixed bottom-0 left-0 z-40 p-3 sm:p-4 lg:[body:has([data-tells-offline])_&]:hidden"
    >
      {!reachable && (
        <p className="flex max-w-md items-start gap-2.5 rounded-lg border border-warn bg-surface px-3 py-2.5 shadow-pop">
          <WifiOff aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <span>
            <strong className="block font-medium">The server cannot be reached.</strong>
            <span className="text-sm text-soft">
              What you see may be old. The page asks again every few seconds and goes on by itself.
            </span>
          </span>
        </p>
      )}
    </div>
  );
}
