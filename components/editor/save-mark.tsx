'use client';

import { Check, CloudOff, LoaderCircle, PencilLine, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import type { Saving } from '#components/drafting/draft-keeper';
import { timeParts } from '#components/time/format-time';
import { useZone } from '#components/time/zone';

/** Where the words are; Ctrl+S saves now. */
export function SaveMark({ saving, onSave }: { saving: Saving; onSave: () => void }) {
  const zone = useZone();
  useEffect(() => {
    const save = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      onSave();
    };
    addEventListener('keydown', save);
    return () => removeEventListener('keydown', save);
  }, [onSave]);
  const { icon: Icon, words, tone } = describe(saving, (instant) => timeParts(instant, zone).clock);
  return (
    <p data-testid="save-state" className={`flex items-center gap-1.5 ${tone}`} suppressHydrationWarning>
      <Icon aria-hidden className="size-4 shrink-0" />
      {words}
    </p>
  );
}

function describe(saving: Saving, clock: (instant: string) => string) {
  switch (saving.kind) {
    case 'saved':
      return {
        icon: Check,
        words: saving.at === null ? 'Nothing to save' : `Saved ${clock(saving.at)}`,
        tone: 'text-soft',
      };
    case 'unsaved':
      return { icon: PencilLine, words: 'Unsaved', tone: 'text-soft' };
    case 'saving':
      return { icon: LoaderCircle, words: 'Saving', tone: 'text-soft' };
    case 'set-aside':
      return { icon: TriangleAlert, words: `Kept as a version ${clock(saving.at)}`, tone: 'text-warn' };
    case 'stale':
      return { icon: TriangleAlert, words: 'Conflict', tone: 'text-bad' };
    case 'refused':
      return { icon: TriangleAlert, words: `Not saved: ${saving.reason}`, tone: 'text-bad' };
    case 'waiting':
      return {
        icon: CloudOff,
        words: `${WHY[saving.why]} – ${saving.keptAt === null ? 'not saved' : `kept on this device ${clock(saving.keptAt)}`}`,
        tone: 'text-warn',
      };
  }
}

const WHY = { offline: 'Offline', failed: 'The server failed', 'signed-out': 'Signed out' };
