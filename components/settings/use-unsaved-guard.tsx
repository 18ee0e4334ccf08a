'use client';

import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { askBeforeLeaving } from '#components/shell/leave-page';
import { useShell } from '#components/shell/shell-state';
import { AlertDialog } from '#components/ui/alert-dialog';

type Go = () => void;

interface UnsavedGuard {
  /** The question, while it is asked: to be rendered. */
  question: ReactNode;
  /** For a way out of one's own: does it, once nothing unsaved is lost or the reader agrees. */
  leave: (go: Go) => void;
}

interface GuardWords {
  title: string;
  confirm: string;
  text: string;
}

const UNSAVED: GuardWords = {
  title: 'Leave without saving?',
  confirm: 'Leave without saving',
  text: 'What you changed here is not saved. It is gone when you leave.',
};

/**
 * Asks before unsaved changes are lost: by a link, a command, the browser's back and forward buttons, or a way out of
 * one's own; before the tab is closed or loaded anew the browser asks. When the session is over the page stays.
 */
export function useUnsavedGuard(isChanged: boolean, words = UNSAVED): UnsavedGuard {
  const { keepPage } = useShell();
  const [wanted, setWanted] = useState<{ go: Go } | null>(null);
  // Agreed to: what unloads the page now is not asked about again.
  const agreed = useRef(false);
  const ask = useCallback((go: Go) => {
    agreed.current = false;
    setWanted({ go });
  }, []);
  useEffect(() => {
    if (!isChanged) return undefined;
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!agreed.current) event.preventDefault();
    };
    addEventListener('beforeunload', onUnload);
    const ends = [keepPage(), askBeforeLeaving(ask), holdLinks(ask)];
    return () => {
      removeEventListener('beforeunload', onUnload);
      for (const end of ends) end();
    };
  }, [isChanged, keepPage, ask]);
  const leave = (go: Go) => {
    agreed.current = true;
    setWanted(null);
    go();
  };
  return {
    leave: isChanged ? ask : (go) => go(),
    question: wanted && (
      <AlertDialog
        title={words.title}
        confirm={words.confirm}
        cancel="Stay"
        onConfirm={() => leave(wanted.go)}
        onCancel={() => setWanted(null)}
      >
        {words.text}
      </AlertDialog>
    ),
  };
}

/** Has `ask` decide about every link to another page that is followed in this tab. */
function holdLinks(ask: (go: Go) => void): () => void {
  let followed: HTMLAnchorElement | null = null;
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link?.target === '_blank';
    if (!link || isElsewhere || link === followed || link.hash !== '') return;
    event.preventDefault();
    event.stopPropagation();
    ask(() => {
      followed = link;
      link.click();
      followed = null;
    });
  };
  document.addEventListener('click', onClick, true);
  return () => document.removeEventListener('click', onClick, true);
}
