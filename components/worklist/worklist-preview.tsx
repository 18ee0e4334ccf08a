'use client';

import { useCallback, useEffect, useState } from 'react';
import { Button } from '#components/ui/button';
import { Skeleton } from '#components/ui/skeleton';
import { keyOf } from '#components/appointments/appointment-words';
import { KeyHints } from '#components/worklist/key-hints';
import type { ActiveRow } from '#components/worklist/use-place';
import type { RowDeeds } from '#components/worklist/use-row-actions';

const load = () => import('#components/worklist/worklist-extras');
type Extras = Awaited<ReturnType<typeof load>>;

/** Above this the preview stands beside the list, below it is a sheet over it; as `lg` in the classes. */
const BESIDE = '(min-width: 64rem)';

/** Whether there is room for the preview beside the list. */
export const isBeside = (): boolean => matchMedia(BESIDE).matches;

interface WorklistPreviewProps {
  active: ActiveRow | null;
  deeds: RowDeeds;
  isPaneOn: boolean;
  isSheetOn: boolean;
  showKeys: boolean;
  onCloseSheet: () => void;
  /** Escape in the pane leads back to the list. */
  onLeave: () => void;
}

/** The preview beside or over the list, and the question before a takeover. */
export function WorklistPreview(props: WorklistPreviewProps) {
  const { active, deeds, isPaneOn, isSheetOn, showKeys, onCloseSheet, onLeave } = props;
  const [extras, setExtras] = useState<Extras | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const fetchExtras = useCallback(() => {
    load().then(
      (loaded) => {
        setExtras(loaded);
        setFailed(false);
      },
      () => setFailed(true),
    );
  }, []);
  useEffect(fetchExtras, [fetchExtras]);
  const { held } = deeds;
  return (
    <>
      {isPaneOn && (
        <aside
          aria-label="Preview"
          className="hidden overflow-y-auto border-l border-line lg:block"
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.defaultPrevented) return;
            event.preventDefault();
            onLeave();
          }}
        >
          {active && extras && <extras.PreviewPane key={keyOf(active.item)} active={active} actions={deeds} />}
          {active && !extras && <Waiting hasFailed={hasFailed} retry={fetchExtras} />}
          {!active && <KeyHints showKeys={showKeys} />}
        </aside>
      )}
      {isSheetOn && active && extras && <extras.PreviewSheet active={active} actions={deeds} onClose={onCloseSheet} />}
      {held && extras && (
        <extras.TakeOverDialog held={held} onConfirm={() => deeds.takeOver(held.item)} onCancel={deeds.dismissHeld} />
      )}
    </>
  );
}

function Waiting({ hasFailed, retry }: { hasFailed: boolean; retry: () => void }) {
  if (hasFailed) {
    return (
      <p role="alert" className="px-4 py-3 text-soft">
        The preview could not be loaded: the server cannot be reached.{' '}
        <Button className="mt-2" onClick={retry}>
          Try again
        </Button>
      </p>
    );
  }
  return (
    <div role="status" className="space-y-3 px-4 py-4">
      <span className="sr-only">Loading the preview</span>
      <Skeleton className="h-5 w-48" />
      <Skeleton className="h-4 w-32" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
