'use client';

import { Time } from '#components/time/time';
import { AlertDialog } from '#components/ui/alert-dialog';
import { patientWord } from '#components/appointments/appointment-words';
import type { HeldElsewhere } from '#components/worklist/use-row-actions';

interface TakeOverDialogProps {
  held: HeldElsewhere;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Who holds an appointment, and what taking it over means for them and for what they have written. */
export function TakeOverDialog({ held: { item, holder, isMe, since }, onConfirm, onCancel }: TakeOverDialogProps) {
  return (
    <AlertDialog
      title={isMe ? 'You have this open elsewhere' : `Take over from ${holder}?`}
      confirm="Take over"
      cancel="Leave it"
      look="main"
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <p>
        <strong className="font-semibold text-ink">{patientWord(item)}</strong>
        {item.studyDescription && `, ${item.studyDescription}`}
      </p>
      {isMe ? (
        <p className="mt-2">
          You hold it in another tab, window or device. Taken over here, it can only be written here; your draft goes on
          as it was saved.
        </p>
      ) : (
        <>
          <p className="mt-2">
            {holder} is reporting it
            {since && (
              <>
                , since <Time at={since} />
              </>
            )}
            . Taken over, it is yours at once, and {holder} is told so at their next save.
          </p>
          <p className="mt-2">
            Nothing they wrote is lost: their draft is kept as a version of its own, named “taken over”, which whoever
            reports here can read.
          </p>
        </>
      )}
    </AlertDialog>
  );
}
