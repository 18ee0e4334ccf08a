'use client';

import { ChevronDown } from 'lucide-react';
import { Suspense, useRef, useState, type ReactNode, type RefObject } from 'react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';

/** What a menu's panel needs to know of its button. */
export interface MenuPanelState {
  label: string;
  button: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

interface MenuProps {
  label: string;
  /** What the button shows. */
  face: ReactNode;
  /** Fetches the panel's code; called before it is needed, and again when it is. */
  load: () => Promise<unknown>;
  children: (panel: MenuPanelState) => ReactNode;
}

/** A button with a menu, whose panel is loaded when somebody is about to open it: most pages are read, not configured. */
export function Menu({ label, face, load, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // What fails here is tried again, and shows, when the menu opens.
  const prepare = () => void load().catch(() => undefined);
  return (
    <div className="relative flex min-w-0">
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
        className={`${BUTTON_SHAPE} ${BUTTON_LOOK.bare} min-w-0 aria-expanded:bg-raised`}
      >
        {face}
        <ChevronDown aria-hidden className="size-3.5 shrink-0" />
      </button>
      {open && <Suspense>{children({ label, button, onClose: () => setOpen(false) })}</Suspense>}
    </div>
  );
}
