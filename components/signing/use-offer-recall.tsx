'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { patientWord } from '#components/appointments/appointment-words';
import { useReport } from '#components/editor/report-context';
import { recall } from '#components/signing/recall';
import { showToast } from '#components/ui/use-toast';
import { appointmentKeys, worklistKeys } from '#lib/query-keys';
import type { CurrentReport } from '#lib/reports/contract';

/**
 * For who signs and leaves this report: says on the pages that follow that it was signed, and lets them take it back there
 * for as long as it is held. Call it once the signed report is loaded.
 */
export function useOfferRecall(): () => void {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { domain, appointmentId, appointment } = useReport();
  return useCallback(() => {
    const report = queryClient.getQueryData<CurrentReport | null>(appointmentKeys.report(domain, appointmentId));
    const exam = appointment.studyDescription ?? appointment.modality ?? 'exam without a name';
    const patient = patientWord(appointment);
    const signed = {
      tone: 'done',
      title: `${report?.versions[0]?.resultStatus === 'C' ? 'Correction' : 'Final report'} signed: ${exam}`,
    } as const;
    if (!report?.recallableUntil) {
      showToast({ ...signed, text: patient });
      return;
    }
    const takeBack = async () => {
      const why = await recall({ domain, appointmentId, version: report.version });
      if (why !== null) {
        showToast({ tone: 'problem', title: `Not recalled: ${exam}`, text: `${patient}. ${why}` });
        return;
      }
      void queryClient.invalidateQueries({ queryKey: appointmentKeys.one(domain, appointmentId) });
      void queryClient.invalidateQueries({ queryKey: worklistKeys.all });
      showToast({
        tone: 'done',
        title: `Recalled: ${exam}`,
        text: `${patient}. Nothing was sent; your words are your draft again.`,
        action: { label: 'Open it', run: () => router.push(appointmentAddress({ domain, appointmentId })) },
      });
    };
    showToast({
      ...signed,
      text: `${patient}. Held, and sent when the time is over.`,
      action: { label: 'Recall', keys: 'Alt+R', run: () => void takeBack() },
      until: report.recallableUntil,
    });
  }, [router, queryClient, domain, appointmentId, appointment]);
}
