import { OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface AlertBoxProps {
  title: string;
  /** Finds the refused request in the server's log. */
  requestId?: string | null;
  children: ReactNode;
}

/** What went wrong, told at once, where it went wrong. */
export function AlertBox({ title, requestId = null, children }: AlertBoxProps) {
  return (
    <div role="alert" className="flex items-start gap-3 rounded-lg border border-bad bg-surface p-4">
      <OctagonAlert aria-hidden className="mt-0.5 size-4.5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1 text-soft">
        <h2 className="font-semibold text-ink">{title}</h2>
        <div className="mt-1">{children}</div>
        {requestId !== null && (
          <p className="mt-1 text-sm">
            Request <code className="font-mono break-all select-all">{requestId}</code>
          </p>
        )}
      </div>
    </div>
  );
}
