'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { useReport } from '#components/editor/report-context';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { showToast } from '#components/ui/use-toast';
import { listWorklist } from '#lib/worklist/client';

/** Goes to the most urgent report that is this reader's or nobody's; to the worklist when none is left. */
export function useNextReport(): () => Promise<void> {
  const router = useRouter();
  const { domain, appointmentId } = useReport();
  return useCallback(async () => {
    try {
      const windows = await Promise.all(
        (['mine', 'unclaimed'] as const).map((view) => listWorklist({ view, sort: 'due', count: 2 })),
      );
      const [next] = windows
        .flatMap(({ items }) => items)
        .filter((item) => item.domain !== domain || item.appointmentId !== appointmentId)
        .sort((a, b) => (a.dueAtUtc < b.dueAtUtc ? -1 : 1));
      if (next) {
        router.push(appointmentAddress(next));
        return;
      }
      showToast({ tone: 'note', title: 'Nothing else waits for you' });
      router.push('/');
    } catch {
      showToast({
        tone: 'problem',
        title: 'It is signed, but the next report could not be opened',
        text: 'Open it from the worklist.',
      });
    }
  }, [router, domain, appointmentId]);
}
