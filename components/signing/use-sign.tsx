'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useReport } from '#components/editor/report-context';
import { useShell } from '#components/shell/shell-state';
import { intentKey } from '#components/signing/intent-key';
import type { ReportStatus } from '#components/signing/use-checks';
import { ApiError } from '#lib/api-client';
import { appointmentKeys } from '#lib/query-keys';
import { submitReport } from '#lib/reports/client';
import type { CheckOverride } from '#lib/reports/overrides-contract';

export interface ReportToSign {
  text: string;
  status: ReportStatus;
  /** The version that the reader saw; 0 before the first. */
  version: number;
  overrides: CheckOverride[];
}

export interface Signing {
  isBusy: boolean;
  /** Why the last try did not succeed. */
  error: ApiError | null;
  /** Signs once, however often it is called while a try is under way; true when it is signed. */
  sign: (report: ReportToSign) => Promise<boolean>;
}

/** Signing with one key an intent: a try whose answer was lost is repeated, never made twice. */
export function useSign(): Signing {
  const { domain, appointmentId } = useReport();
  const { onSignedOut } = useShell();
  const queryClient = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const isUnderWay = useRef(false);
  const sign = useCallback(
    async ({ text, status, version, overrides }: ReportToSign) => {
      // State comes too late for the second of two clicks.
      if (isUnderWay.current) return false;
      isUnderWay.current = true;
      setBusy(true);
      setError(null);
      try {
        const intent = { domain, appointmentId, action: status, version, text, overrides };
        const report = { reportText: text, reportStatus: status, ...(overrides.length > 0 ? { overrides } : {}) };
        await submitReport(domain, appointmentId, report, { idempotencyKey: await intentKey(intent), version });
        return true;
      } catch (failure) {
        const told = failure instanceof ApiError ? failure : new ApiError('failed', 'The page failed.', null);
        setError(told);
        if (told.failure === 'signed-out') onSignedOut();
        // The server decided by what it knows now: so must this page, for the reader to see why.
        if (told.failure === 'invalid' || told.failure === 'not-found')
          void queryClient.invalidateQueries({ queryKey: appointmentKeys.one(domain, appointmentId) });
        return false;
      } finally {
        isUnderWay.current = false;
        setBusy(false);
      }
    },
    [domain, appointmentId, onSignedOut, queryClient],
  );
  return { isBusy, error, sign };
}
