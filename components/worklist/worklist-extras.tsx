'use client';

import { Dialog } from '#components/ui/dialog';
import { patientWord } from '#components/appointments/appointment-words';
import { PreviewPane } from '#components/worklist/preview-pane';
import type { ActiveRow } from '#components/worklist/use-place';
import type { RowActions } from '#components/worklist/use-row-actions';

// What the list's first paint does without: one piece of code, fetched once the page has nothing else to do.

export { PreviewPane } from '#components/worklist/preview-pane';
export { TakeOverDialog } from '#components/worklist/take-over-dialog';

interface PreviewSheetProps {
  active: ActiveRow;
  actions: RowActions;
  onClose: () => void;
}

/** The preview where there is no room beside the list. */
export function PreviewSheet({ active, actions, onClose }: PreviewSheetProps) {
  return (
    <Dialog title={patientWord(active.item)} lightDismiss onClose={onClose}>
      <div data-autofocus tabIndex={-1} className="-mx-4 -mt-3 outline-none">
        <PreviewPane active={active} actions={actions} isTitled />
      </div>
    </Dialog>
  );
}
