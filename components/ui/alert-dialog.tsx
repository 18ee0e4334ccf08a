'use client';

import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemLine } from '#components/ui/problem-line';

interface AlertDialogProps {
  /** The question: “Discard this draft?” */
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** What the button does, never “OK”: “Discard the draft”. */
  confirm: string;
  cancel?: string;
  /** `danger` for what cannot be undone. */
  look?: 'danger' | 'main';
  busy?: boolean;
  /** Why it did not work, in words; the dialog stays. */
  problem?: string | null;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before something is lost. The focus is on the way out: Enter alone destroys nothing. */
export function AlertDialog(props: AlertDialogProps) {
  const { title, children, confirm, cancel = 'Cancel', look = 'danger', busy = false, problem = null } = props;
  return (
    <Dialog
      role="alertdialog"
      size="small"
      title={title}
      description={children}
      busy={busy}
      onClose={props.onCancel}
      actions={
        <>
          <Button data-autofocus disabled={busy} onClick={props.onCancel}>
            {cancel}
          </Button>
          <Button look={look} off={busy} onClick={props.onConfirm}>
            {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
            {confirm}
          </Button>
        </>
      }
    >
      <ProblemLine problem={problem} />
    </Dialog>
  );
}
