'use client';

import { X } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';

interface DialogProps {
  title: string;
  /** What it is about, in a sentence. */
  description?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** `alertdialog` where something has to be decided before anything else. */
  role?: 'dialog' | 'alertdialog';
  /** Something is under way: the dialog stays until it has ended. */
  busy?: boolean;
  /** Closes on a click beside it, too: only where nothing typed could be lost. */
  lightDismiss?: boolean;
  /** Without the visible title, from the upper edge: for a dialog whose first field says what it is. */
  bare?: boolean;
  /** There are only words in it: then the keyboard scrolls them. */
  readOnly?: boolean;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** Without it there is no way out but the actions. */
  onClose?: () => void;
  children?: ReactNode;
}

const LOOK =
  'm-auto max-h-[min(92dvh,64rem)] w-[calc(100vw-2rem)] overflow-hidden border border-edge bg-surface p-0 text-ink ' +
  'shadow-pop backdrop:bg-scrim open:flex max-sm:w-full max-sm:max-w-none max-sm:border-x-0 sm:rounded-lg';
const FROM_BELOW = 'max-sm:mb-0 max-sm:rounded-t-lg max-sm:border-b-0';
/** What grows while it is typed into keeps its first line where it is. */
const FROM_ABOVE = 'mt-0 sm:mt-[12vh] max-sm:rounded-b-lg max-sm:border-t-0';
const WIDTH = { small: 'sm:max-w-md', medium: 'sm:max-w-2xl', large: 'sm:max-w-6xl' };

/**
 * A modal dialog, open for as long as it is rendered; below 640 px a sheet from the lower edge. The browser's own element
 * keeps the focus inside and everything else inert. Focus goes to `data-autofocus`, else the first field, else the title,
 * and comes back to where it was.
 */
export function Dialog(props: DialogProps) {
  const { title, description, size = 'medium', role, busy = false, lightDismiss = false, bare = false } = props;
  const { readOnly = false, actions, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useOpen(dialog);
  const close = () => {
    if (!busy) onClose?.();
  };
  return (
    <dialog
      ref={dialog}
      role={role}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-text` : undefined}
      aria-busy={busy}
      onCancel={(event) => {
        // Of this dialog, not of a file field inside it.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        close();
      }}
      onClose={(event) => {
        // The browser closes by itself when Escape is pressed twice: whether this one may is still asked.
        if (event.target !== event.currentTarget || !dialog.current || dialog.current.open) return;
        dialog.current.showModal();
        close();
      }}
      onPointerDown={(event) => {
        if (lightDismiss && event.target === event.currentTarget) close();
      }}
      className={`${LOOK} ${WIDTH[size]} ${bare ? FROM_ABOVE : FROM_BELOW}`}
    >
      <div className="flex min-h-0 w-full flex-col">
        <header className={bare ? 'sr-only' : 'flex items-start gap-3 px-5 pt-4 pb-3'}>
          <div className="min-w-0 flex-1">
            <h2 id={`${id}-title`} tabIndex={-1} className="text-lg font-semibold text-balance outline-none">
              {title}
            </h2>
            {description && (
              <div id={`${id}-text`} className="mt-1 text-soft text-pretty">
                {description}
              </div>
            )}
          </div>
          {!bare && onClose && (
            <button
              type="button"
              aria-label="Close"
              disabled={busy}
              onClick={close}
              className="-mt-1 -mr-2 flex size-8 shrink-0 items-center justify-center rounded-md text-soft hover:bg-raised hover:text-ink disabled:opacity-50"
            >
              <X aria-hidden className="size-4" />
            </button>
          )}
        </header>
        {children !== undefined && (
          <div
            data-body
            {...(readOnly && { role: 'region', tabIndex: 0, 'aria-labelledby': `${id}-title` })}
            className={`min-h-0 overflow-y-auto overscroll-contain ${bare ? '' : 'px-5 pb-5'} ${actions ? 'pt-1' : ''}`}
          >
            {children}
          </div>
        )}
        {actions && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))] max-sm:[&>*]:flex-1">
            {actions}
          </footer>
        )}
      </div>
    </dialog>
  );
}

const FIRST_FIELD = '[data-body] :is(input:not([type="hidden"]), textarea, select):not(:disabled)';

function useOpen(dialog: { readonly current: HTMLDialogElement | null }): void {
  // A layout effect ends before its element leaves the page: only then can the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return undefined;
    element.showModal();
    const first =
      element.querySelector<HTMLElement>('[data-autofocus]') ??
      element.querySelector<HTMLElement>(FIRST_FIELD) ??
      element.querySelector<HTMLElement>('h2');
    first?.focus();
    return () => {
      element.close();
      // Nothing may have had the focus, or what had it is gone meanwhile, a row for instance.
      const focused = document.activeElement;
      if (focused === document.body || element.contains(focused))
        document.getElementById('main')?.focus({ preventScroll: true });
    };
  }, [dialog]);
}
