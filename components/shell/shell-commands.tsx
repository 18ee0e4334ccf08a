'use client';

import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { leavePage } from '#components/shell/leave-page';
import { runPressed, usePageCommands } from '#components/shell/page-commands';
import { useShell } from '#components/shell/shell-state';
import { runAction, showToast, useToasts } from '#components/ui/use-toast';

const loadPalette = () => import('#components/shell/command-palette');
const loadSheet = () => import('#components/shell/shortcut-sheet');
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));
const ShortcutSheet = lazy(async () => ({ default: (await loadSheet()).ShortcutSheet }));

const CODE_AWAY = {
  tone: 'problem',
  title: 'This part of the page could not be loaded',
  text: 'The server cannot be reached. Try again when it can.',
} as const;

/** Listens to the keyboard for every page, and opens the palette and the shortcut sheet, whose code comes on demand. */
export function ShellCommands() {
  const { keys } = useShell();
  const router = useRouter();
  const [shown, setShown] = useState<'palette' | 'sheet' | null>(null);
  const opening = useRef(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // What is typed ahead is meant for what is about to open.
      if (!opening.current || event.key.length > 1) runPressed(event, keys);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [keys]);
  useEffect(() => whenIdle(() => void Promise.allSettled([loadPalette(), loadSheet()])), []);
  const open = (what: 'palette' | 'sheet', load: () => Promise<unknown>) => {
    opening.current = true;
    load()
      .then(
        () => setShown(what),
        () => showToast(CODE_AWAY),
      )
      .finally(() => (opening.current = false));
  };
  const toasts = useToasts();
  usePageCommands([
    // Of two with one key the newest counts, and before both what the page itself has for it.
    ...toasts.flatMap((toast) =>
      toast.action?.keys === undefined
        ? []
        : [
            {
              id: `toast ${toast.id}`,
              label: `${toast.action.label} (${toast.title})`,
              keys: toast.action.keys,
              run: () => runAction(toast),
            },
          ],
    ),
    {
      id: 'palette',
      label: 'Find a page, an action or a patient',
      keys: 'Ctrl+K',
      palette: false,
      run: () => open('palette', loadPalette),
    },
    { id: 'shortcuts', label: 'Keyboard shortcuts', keys: '?', run: () => open('sheet', loadSheet) },
  ]);
  const close = () => setShown(null);
  return (
    <Suspense>
      {shown === 'palette' && <CommandPalette go={(path) => leavePage(() => router.push(path))} onClose={close} />}
      {shown === 'sheet' && <ShortcutSheet onClose={close} />}
    </Suspense>
  );
}

/** Runs something once the page is there and has nothing else to do; returns how to call it off. Safari has to guess when. */
function whenIdle(run: () => void): () => void {
  let cancel = () => {};
  const wait = () => {
    if ('requestIdleCallback' in globalThis) {
      const handle = requestIdleCallback(run);
      cancel = () => cancelIdleCallback(handle);
    } else {
      const timer = setTimeout(run, 2000);
      cancel = () => clearTimeout(timer);
    }
  };
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true });
  return () => {
    removeEventListener('load', wait);
    cancel();
  };
}
