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
  /** Fetches the panel's code. */
  load: () => Promise<unknown>;
  children: (panel: MenuPanelState) => ReactNode;
}

/** A button with a menu, whose panel is loaded when somebody is about to open it: most pages are read, not configured. */
export function Menu({ label, face, load, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // Opens once its code is there. Without it (the network is away) the button does nothing, and the page goes on.
  const prepare = (then: () => void) => void load().then(then, () => undefined);
  const show = () => prepare(() => setOpen(true));
  return (
    <div className="relative flex min-w-0">
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => prepare(() => undefined)}
        onFocus={() => prepare(() => undefined)}
        onClick={() => (open ? setOpen(false) : show())}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          show();
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
