'use client';

import { CloudOff, FileWarning } from 'lucide-react';
import type { Saving } from '#components/drafting/draft-keeper';
import { NoticeBar } from '#components/editor/notice-bar';
import { useReport } from '#components/editor/report-context';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';

/** What is written cannot be saved: why, and where it is instead. Short waits are told by the save mark alone. */
export function SavingNotice({ saving, onRetry }: { saving: Saving; onRetry: () => void }) {
  const { getText } = useReport();
  if (saving.kind === 'refused') {
    return (
      <NoticeBar
        icon={FileWarning}
        tone="bad"
        title="The server does not take what is written here"
        actions={
          <>
            <CopyButton text={getText} label="Copy the text" />
            <Button onClick={onRetry}>Try again</Button>
          </>
        }
      >
        It says: {saving.reason} What you wrote stays here and is kept on this device; copy it if in doubt.
      </NoticeBar>
    );
  }
  if (saving.kind !== 'waiting' || saving.why === 'signed-out') return null;
  return (
    <NoticeBar
      icon={CloudOff}
      tone="warn"
      title={saving.why === 'offline' ? 'The server cannot be reached' : 'The server cannot save at the moment'}
      actions={<Button onClick={onRetry}>Try now</Button>}
    >
      <span data-tells-offline={saving.why === 'offline' || undefined} />
      {saving.keptAt === null
        ? 'This browser keeps nothing by itself here: leave the page open, or copy the text. It is tried again every few seconds.'
        : 'Write on: every word is kept on this device, encrypted, and sent as soon as the server answers.'}
    </NoticeBar>
  );
}
