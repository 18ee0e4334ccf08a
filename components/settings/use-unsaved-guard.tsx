'use client';

import { useEffect, useRef, useState, type ReactNode } from 'react';
import { AlertDialog } from '#components/ui/alert-dialog';

/** Asks before a link or the closed tab takes unsaved changes with it; renders the question. */
export function useUnsavedGuard(isChanged: boolean): ReactNode {
  const [wanted, setWanted] = useState<HTMLAnchorElement | null>(null);
  const leaving = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (!isChanged) return undefined;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link?.target === '_blank';
      if (!link || isElsewhere || link === leaving.current || link.hash !== '') return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(link);
    };
    addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, true);
    return () => {
      removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
    };
  }, [isChanged]);
  if (!wanted) return null;
  const leave = () => {
    leaving.current = wanted;
    setWanted(null);
    wanted.click();
    leaving.current = null;
  };
  return (
    <AlertDialog
      title="Leave without saving?"
      confirm="Leave without saving"
      cancel="Stay"
      onConfirm={leave}
      onCancel={() => setWanted(null)}
    >
      Your changes on this page are not saved. They are gone when you leave.
    </AlertDialog>
  );
}
