'use client';

import type { ReactNode } from 'react';

interface FigureLinkProps {
  href: string;
  /** It is what the list shows. */
  isPicked?: boolean;
  /** What the figure counts, for whom sees no bars. */
  label?: string;
  className?: string;
  children: ReactNode;
}

/** A figure that opens its rows. It is an address, so that it can be shared; the page is not loaded anew. */
export function FigureLink({ href, isPicked = false, label, className = '', children }: FigureLinkProps) {
  return (
    <a
      href={href}
      aria-current={isPicked || undefined}
      aria-label={label}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        history.pushState(null, '', href);
      }}
      className={className}
    >
      {children}
    </a>
  );
}
