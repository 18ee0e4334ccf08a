'use client';

import { Check, CloudOff, FileClock, LoaderCircle, PencilLine, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { Saving } from '#components/drafting/draft-keeper';
import { timeParts } from '#components/time/format-time';
import { useZone } from '#components/time/zone';

/** Where the words are. Screen readers hear of trouble and of its end, not of every save. */
export function SaveMark({ saving }: { saving: Saving }) {
  const zone = useZone();
  const { icon: Icon, words, tone } = describe(saving, (instant) => timeParts(instant, zone).clock);
  const heard = useHeard(saving, words);
  return (
    <>
      <p data-testid="save-state" className={`flex items-center gap-1.5 ${tone}`} suppressHydrationWarning>
        <Icon aria-hidden className="size-4 shrink-0" />
        {words}
      </p>
      <span role="status" className="sr-only">
        {heard}
      </span>
    </>
  );
}

const isTrouble = ({ kind }: Saving): boolean => !['saved', 'unsaved', 'saving'].includes(kind);

/** The last thing worth saying aloud: trouble by its kind, and once that it is over. */
function useHeard(saving: Saving, words: string): string {
  const [heard, setHeard] = useState({ kind: 'saved' as Saving['kind'], words: '' });
  if (isTrouble(saving)) {
    if (saving.kind !== heard.kind) setHeard({ kind: saving.kind, words });
  } else if (saving.kind === 'saved' && heard.kind !== 'saved') setHeard({ kind: 'saved', words: 'Saved again' });
  return heard.words;
}

interface Described {
  icon: LucideIcon;
  words: string;
  tone: string;
}

function describe(saving: Saving, clock: (instant: string) => string): Described {
  switch (saving.kind) {
    case 'saved':
      return {
        icon: Check,
        words: saving.at === null ? 'Nothing to save' : `Saved ${clock(saving.at)}`,
        tone: 'text-soft',
      };
    case 'unsaved':
      return { icon: PencilLine, words: 'Not saved yet', tone: 'text-soft' };
    case 'saving':
      return { icon: LoaderCircle, words: 'Saving', tone: 'text-soft' };
    case 'set-aside':
      return { icon: FileClock, words: `Kept as a version ${clock(saving.at)}`, tone: 'text-warn' };
    case 'stale':
      return { icon: TriangleAlert, words: 'Conflict', tone: 'text-bad' };
    case 'refused':
      return { icon: TriangleAlert, words: 'Not saved', tone: 'text-bad' };
    case 'waiting':
      return {
        icon: CloudOff,
        words: `${WHY[saving.why]} – ${saving.keptAt === null ? 'not saved' : `kept on this device ${clock(saving.keptAt)}`}`,
        tone: 'font-medium text-warn',
      };
  }
}

const WHY = { offline: 'Offline', failed: 'The server failed', 'signed-out': 'Signed out' };
