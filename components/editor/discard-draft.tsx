'use client';

import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Saving } from '#components/drafting/draft-keeper';
import type { ReportSession } from '#components/drafting/report-session';
import type { ReportText } from '#components/drafting/report-text';
import { usePageCommands } from '#components/shell/page-commands';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';

const DiscardDialog = dynamic(
  () => import('#components/editor/discard-dialog').then((module) => module.DiscardDialog),
  {
    ssr: false,
    loading: () => null,
  },
);

interface DiscardDraftProps {
  text: ReportText;
  session: ReportSession;
  saving: Saving;
}

/** The way to throw the draft away: offered while there is one. */
export function DiscardDraft({ text, session, saving }: DiscardDraftProps) {
  const [isAsking, setAsking] = useState(false);
  const hasDraft = saving.kind !== 'saved' || saving.at !== null;
  usePageCommands(hasDraft ? [{ id: 'discard-draft', label: 'Discard the draft', run: () => setAsking(true) }] : []);
  return (
    <>
      {hasDraft && (
        <button
          type="button"
          onClick={() => setAsking(true)}
          className={`${BUTTON_SHAPE} ${BUTTON_LOOK.bare} -mx-2 h-7 px-2 text-sm`}
        >
          <Trash2 aria-hidden className="size-4" />
          Discard
        </button>
      )}
      {isAsking && <DiscardDialog text={text} session={session} onClose={() => setAsking(false)} />}
    </>
  );
}
