'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReportText } from '#components/drafting/report-text';
import { useReport } from '#components/editor/report-context';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { Dialog } from '#components/ui/dialog';
import { Failure } from '#components/ui/failure';
import { Skeleton } from '#components/ui/skeleton';
import { WordDiff } from '#components/versions/word-diff';
import { getDraftVersion } from '#lib/drafts/client';
import type { DraftVersion } from '#lib/drafts/contract';
import { appointmentKeys } from '#lib/query-keys';

interface SetAsideDialogProps {
  version: DraftVersion;
  text: ReportText;
  onClose: () => void;
}

/** A draft that was set aside, against what the editor holds; it can be brought back as a change that Undo takes back. */
export function SetAsideDialog({ version, text, onClose }: SetAsideDialogProps) {
  const { domain, appointmentId, isReadOnly } = useReport();
  const [current] = useState(() => text.get());
  const answer = useQuery({
    queryKey: [...appointmentKeys.draft(domain, appointmentId), version.id],
    queryFn: ({ signal }) => getDraftVersion(domain, appointmentId, version.id, signal),
    staleTime: Infinity,
  });
  const words = answer.data?.reportText;
  return (
    <Dialog
      size="large"
      title={version.isMine ? 'Words of yours that were set aside' : `Words of ${version.author} that were set aside`}
      description={
        <>
          Saved at <Time at={version.savedAt} />, kept for thirty days from <Time at={version.keptAt} />.
        </>
      }
      onClose={onClose}
      actions={
        words !== undefined && (
          <>
            <CopyButton text={words} label="Copy the text" />
            {!isReadOnly && (
              <Button
                look="main"
                onClick={() => {
                  text.replace(words);
                  onClose();
                }}
              >
                Put it into the editor
              </Button>
            )}
          </>
        )
      }
    >
      {words === undefined ? (
        answer.error ? (
          <Failure error={answer.error} retry={() => void answer.refetch()} />
        ) : (
          <div role="status">
            <span className="sr-only">Loading</span>
            <Skeleton className="h-40 w-full" />
          </div>
        )
      ) : (
        <WordDiff before={current} after={words} beforeName="what the editor holds" afterName="the words set aside" />
      )}
    </Dialog>
  );
}
