'use client';

import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useAction } from '#components/settings/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { TextArea } from '#components/ui/text-area';
import { ApiError } from '#lib/api-client';

const LONGEST = 1000;

interface DecideDialogProps {
  title: string;
  children: ReactNode;
  confirm: string;
  decide: (reason: string) => Promise<void>;
  /** The item is not on the list any more. */
  onGone: () => void;
  onDone: () => void;
  onClose: () => void;
}

/** Asks for the reason of a decision about an item, and makes it. What is refused stays here with the server's words. */
export function DecideDialog({ title, children, confirm, decide, onGone, onDone, onClose }: DecideDialogProps) {
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const action = useAction();
  const id = useId();
  const submit = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    action.run(async () => {
      try {
        await decide(reason.trim());
      } catch (error) {
        if (!(error instanceof ApiError && error.failure === 'not-found')) throw error;
        return onGone();
      }
      onDone();
    });
  };
  return (
    <Dialog
      title={title}
      description={children}
      busy={action.isBusy}
      onClose={onClose}
      actions={
        <>
          <Button disabled={action.isBusy} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={id} look="main" off={action.isBusy}>
            {action.isBusy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
            {confirm}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextArea
          label="Reason"
          hint="Kept with the decision, under your name. On one line."
          required
          rows={2}
          maxLength={LONGEST}
          value={reason}
          error={isMissing ? 'Say why: it is kept for whoever asks later.' : null}
          onChange={({ target }) => setReason(target.value.replaceAll(/[\r\n]+/g, ' '))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
        <p role="alert" className="mt-3 flex items-start gap-2 text-bad empty:hidden">
          {action.problem !== null && (
            <>
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {action.problem}
            </>
          )}
        </p>
      </form>
    </Dialog>
  );
}
