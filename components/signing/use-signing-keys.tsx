'use client';

import { useEffect, useRef } from 'react';
import { usePageCommands, type PageCommand } from '#components/shell/page-commands';
import type { ReportStatus } from '#components/signing/use-checks';

/** Signs by command, and by key wherever the caret is but in a comment: once a key press, not while a dialog is open. */
export function useSigningKeys(canSign: boolean, ask: (status: ReportStatus, goesOn: boolean) => void): void {
  const commands: PageCommand[] = [
    { id: 'sign-final', label: 'Sign as final', keys: 'Ctrl+Enter', run: () => ask('final', false) },
    {
      id: 'sign-preliminary',
      label: 'Sign as preliminary',
      keys: 'Ctrl+Shift+Enter',
      run: () => ask('preliminary', false),
    },
    {
      id: 'sign-next',
      label: 'Sign as final and open the next report',
      keys: 'Alt+Enter',
      run: () => ask('final', true),
    },
  ];
  usePageCommands(canSign ? commands : []);
  const newest = useRef(commands);
  useEffect(() => {
    newest.current = canSign ? commands : [];
  });
  useEffect(() => {
    // Before the editor, for which Ctrl+Enter is a new line.
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing || document.querySelector('dialog[open]')) return;
      const isControl = event.ctrlKey || event.metaKey;
      if (isControl === event.altKey) return;
      const keys = event.altKey ? 'Alt+Enter' : event.shiftKey ? 'Ctrl+Shift+Enter' : 'Ctrl+Enter';
      // A comment is added with it.
      if (keys === 'Ctrl+Enter' && event.target instanceof Element && event.target.closest('[data-own-enter]')) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) newest.current.find((command) => command.keys === keys)?.run();
    };
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, []);
}
