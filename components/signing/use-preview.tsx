'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useReport } from '#components/editor/report-context';
import type { ReportStatus } from '#components/signing/use-checks';
import { reportKeys } from '#lib/query-keys';
import { previewReport } from '#lib/reports/client';
import type { ReportPreview } from '#lib/reports/contract';

export interface Previewed {
  /** The newest answer; an older one stands while the next is asked for. */
  preview: ReportPreview | null;
  error: Error | null;
  isAsking: boolean;
  retry: () => void;
}

/** Where a text would go, as the server says. Asks at each change of the text, so give it one that has settled, and while it `isWanted`. */
export function usePreview(reportText: string, reportStatus: ReportStatus, isWanted = true): Previewed {
  const { domain, appointmentId, version } = useReport();
  const print = useMemo(() => printOf(reportText), [reportText]);
  const hasWords = reportText.trim() !== '';
  const answer = useQuery({
    queryKey: reportKeys.preview(domain, appointmentId, { reportStatus, version, print }),
    queryFn: ({ signal }) => previewReport(domain, appointmentId, { reportText, reportStatus }, version, signal),
    enabled: isWanted && hasWords,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 0,
  });
  return {
    preview: hasWords ? (answer.data ?? null) : null,
    error: hasWords ? answer.error : null,
    isAsking: answer.isFetching,
    retry: () => void answer.refetch(),
  };
}

/** Tells one text from another; a key must not hold the words themselves. */
function printOf(text: string): string {
  let [low, high] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return `${text.length}-${(low >>> 0).toString(36)}-${(high >>> 0).toString(36)}`;
}
