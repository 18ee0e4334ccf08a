'use client';

import { useCallback, useContext, useEffect, useState, type ReactNode } from 'react';
import { askBeforeLeaving } from '#components/shell/leave-page';
import { ShellContext } from '#components/shell/shell-state';
import { AlertDialog } from '#components/ui/alert-dialog';

type Go = () => void;

interface UnsavedGuard {
  /** The question, while it is asked: to be rendered. */
  question: ReactNode;
  /** For a way out of one's own: does it, once nothing unsaved is lost or the reader agrees. */
  leave: (go: Go) => void;
}

/** What is asked: about changes, unless something else is lost. */
interface GuardWords {
  title: string;
  confirm: string;
  cancel?: string;
  text: string;
}

const ABOUT_CHANGES: GuardWords = {
  title: 'Leave without saving?',
  confirm: 'Leave without saving',
  text: 'What you changed here is not saved. It is gone when you leave.',
};

/**
 * Asks before unsaved changes are lost: by a link, a command, the browser's back and forward buttons, or a way out of
 * one's own; before the tab is closed or loaded anew the browser asks. When the session is over the page stays.
 */
export function useUnsavedGuard(isChanged: boolean, about = ABOUT_CHANGES): UnsavedGuard {
  // A temporary password is replaced before there is a frame.
  const keepPage = useContext(ShellContext)?.keepPage;
  const [wanted, setWanted] = useState<{ go: Go } | null>(null);
  const ask = useCallback((go: Go) => setWanted({ go }), []);
  useEffect(() => {
    if (!isChanged) return undefined;
    const ends = [keepPage?.(), askBeforeLeaving(ask)];
    return () => {
      for (const end of ends) end?.();
    };
  }, [isChanged, keepPage, ask]);
  const leave = (go: Go) => {
    setWanted(null);
    go();
  };
  return {
    leave: isChanged ? ask : (go) => go(),
    question: wanted && (
      <AlertDialog
        title={about.title}
        confirm={about.confirm}
        cancel={about.cancel ?? 'Stay'}
        onConfirm={() => leave(wanted.go)}
        onCancel={() => setWanted(null)}
      >
        {about.text}
      </AlertDialog>
    ),
  };
}
