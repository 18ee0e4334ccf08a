'use client';

import { LoaderCircle } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { TextField } from '#components/ui/text-field';

/** UTF-16 units of a reason. */
const LONGEST = 1000;

interface ReasonDialogProps {
  title: string;
  /** What is decided. */
  children: ReactNode;
  /** What is chosen before the reason. */
  fields?: ReactNode;
  /** Where it cannot be undone: it has to be decided, and the button warns. */
  isFinal?: boolean;
  hint: string;
  /** Said when there is no reason yet. */
  missing: string;
  confirm: string;
  cancel?: string;
  busy: boolean;
  /** It cannot be tried again. */
  blocked?: boolean;
  /** Why it did not work; the dialog and the reason stay. */
  failure: ReactNode;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks for the reason of a decision, which is kept with it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, isFinal = false, hint, missing, confirm, cancel = 'Cancel', busy, failure } = props;
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const id = useId();
  const why = reason.trim();
  return (
    <Dialog
      role={isFinal ? 'alertdialog' : undefined}
      title={title}
      description={children}
      busy={busy}
      onClose={props.onClose}
      actions={
        <>
          <Button disabled={busy} onClick={props.onClose}>
            {cancel}
          </Button>
          <Button type="submit" form={id} look={isFinal ? 'danger' : 'main'} off={busy} disabled={props.blocked}>
            {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
            {confirm}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (why !== '') props.onConfirm(why);
        }}
      >
        {props.fields}
        <TextField
          label="Reason"
          hint={hint}
          required
          maxLength={LONGEST}
          autoComplete="off"
          value={reason}
          error={isTried && why === '' ? missing : null}
          onChange={(event) => setReason(event.target.value)}
        />
        {failure}
      </form>
    </Dialog>
  );
}
