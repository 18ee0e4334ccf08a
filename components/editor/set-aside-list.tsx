'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { ReportSession } from '#components/drafting/report-session';
import type { ReportText } from '#components/drafting/report-text';
import { useReport } from '#components/editor/report-context';
import { Time } from '#components/time/time';
import { PaneAnswer } from '#components/ui/pane-answer';
import { PaneSection } from '#components/ui/pane-section';
import { getDraft } from '#lib/drafts/client';
import type { DraftVersion } from '#lib/drafts/contract';
import { appointmentKeys } from '#lib/query-keys';

const SetAsideDialog = dynamic(
  () => import('#components/editor/set-aside-dialog').then((module) => module.SetAsideDialog),
  { ssr: false, loading: () => null },
);

const OCCASIONS: Record<DraftVersion['occasion'], string> = {
  'taken over': 'kept when the report was taken over',
  discarded: 'discarded',
  'set aside': 'set aside',
};

/** Drafts that are nobody's draft any more, kept for thirty days. */
export function SetAsideList({ text, session }: { text: ReportText; session: ReportSession }) {
  const { domain, appointmentId } = useReport();
  const [opened, setOpened] = useState<DraftVersion | null>(null);
  const drafts = useQuery({
    queryKey: appointmentKeys.draft(domain, appointmentId),
    queryFn: ({ signal }) => getDraft(domain, appointmentId, signal),
    select: ({ versions }) => versions,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const { refetch } = drafts;
  useEffect(() => session.onVersionKept(() => void refetch()), [session, refetch]);
  if (drafts.data?.length === 0) return null;
  return (
    <PaneSection title="Set aside" count={drafts.data?.length}>
      <PaneAnswer name="texts that were set aside" query={drafts}>
        {(versions) => (
          <ul className="-mx-1.5">
            {versions.map((version) => (
              <li key={version.id}>
                <button
                  type="button"
                  onClick={() => setOpened(version)}
                  className="w-full rounded-md px-1.5 py-1 text-left hover:bg-raised"
                >
                  <span className="block">
                    {version.isMine ? 'Yours' : version.author}, {OCCASIONS[version.occasion]}
                  </span>
                  <span className="block text-sm">
                    <Time at={version.savedAt} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </PaneAnswer>
      {opened && <SetAsideDialog version={opened} text={text} onClose={() => setOpened(null)} />}
    </PaneSection>
  );
}
