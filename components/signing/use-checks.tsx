'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useReport } from '#components/editor/report-context';
import { AT_ONCE, runChecks } from '#components/signing/run-checks';
import { checkReport } from '#lib/checks/check-report';
import type { Check } from '#lib/checks/contract';
import { appointmentKeys } from '#lib/query-keys';
import { listOtherPatients } from '#lib/reports/client';

export interface Checked {
  checks: readonly Check[];
  /** The text that was checked; null before the first run. */
  text: string | null;
  /** The status that was checked for. */
  status: ReportStatus;
}

export type ReportStatus = 'preliminary' | 'final';

const NONE: readonly string[] = [];

/** Patients whom the reader had open lately, as the server will look for them; [] until it has told. */
export function useOtherPatients(): readonly string[] {
  const { domain, appointmentId } = useReport();
  const { data } = useQuery({
    queryKey: appointmentKeys.otherPatients(domain, appointmentId),
    queryFn: ({ signal }) => listOtherPatients(domain, appointmentId, signal),
    staleTime: 60_000,
  });
  return data ?? NONE;
}

/** The checks of a text; those of the text before stand until the new ones are known. */
export function useChecks(reportText: string, reportStatus: ReportStatus): Checked {
  const { appointment } = useReport();
  const otherPatients = useOtherPatients();
  const [checked, setChecked] = useState<Checked>(() =>
    reportText.length <= AT_ONCE
      ? {
          checks: checkReport({ ...appointment, reportText, reportStatus, otherPatients }),
          text: reportText,
          status: reportStatus,
        }
      : { checks: [], text: null, status: reportStatus },
  );
  useEffect(() => {
    const stop = new AbortController();
    void runChecks({ ...appointment, reportText, reportStatus, otherPatients }, stop.signal).then((checks) => {
      if (checks && !stop.signal.aborted) setChecked({ checks, text: reportText, status: reportStatus });
    });
    return () => stop.abort();
  }, [appointment, reportText, reportStatus, otherPatients]);
  return checked;
}

/**
 * The checks of the words as they are at this moment: places found a moment ago may have moved. Of a long text, whose checks take
 * their time, those that are known.
 */
export function useFreshChecks({ checks, text, status }: Checked): () => readonly Check[] {
  const { appointment, getText } = useReport();
  const otherPatients = useOtherPatients();
  return useCallback(() => {
    const reportText = getText();
    if (reportText === text || reportText.length > AT_ONCE) return checks;
    return checkReport({ ...appointment, reportText, reportStatus: status, otherPatients });
  }, [appointment, getText, otherPatients, checks, text, status]);
}
