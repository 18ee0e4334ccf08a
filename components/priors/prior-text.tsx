'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode, Ref } from 'react';
import { PaneAnswer } from '#components/ui/pane-answer';
import { appointmentKeys } from '#lib/query-keys';
import { getReport } from '#lib/reports/client';

interface PriorTextProps {
  domain: string;
  appointmentId: string;
  children: (reportText: string) => ReactNode;
}

/** Asks for an earlier report's text, which is recorded as read. */
export function PriorText({ domain, appointmentId, children }: PriorTextProps) {
  const report = useQuery({
    queryKey: appointmentKeys.report(domain, appointmentId),
    queryFn: ({ signal }) => getReport(domain, appointmentId, signal),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return (
    <PaneAnswer name="text" query={report}>
      {(found) =>
        found === null ? <p className="text-soft">It was withdrawn meanwhile.</p> : children(found.reportText)
      }
    </PaneAnswer>
  );
}

/** The words of an earlier report, as they were written. */
export function PriorWords({ ref, children }: { ref?: Ref<HTMLDivElement>; children: string }) {
  return (
    <div
      ref={ref}
      role="region"
      aria-label="Text of the earlier report"
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-md border border-line bg-surface p-3 text-sm break-words whitespace-pre-wrap"
    >
      {children}
    </div>
  );
}
