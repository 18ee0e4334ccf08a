'use client';

const TAB =
  'relative flex h-10 items-center px-1 text-soft hover:text-ink aria-[current]:font-medium aria-[current]:text-ink ' +
  "aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:-bottom-px aria-[current]:after:h-0.5 aria-[current]:after:bg-accent aria-[current]:after:content-['']";

/** A link, so that a view can be shared; both show the answer that is already here. */
export function ViewTab({ href, label, isCurrent }: { href: string; label: string; isCurrent: boolean }) {
  return (
    <a
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={TAB}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        history.pushState(null, '', href);
      }}
    >
      {label}
    </a>
  );
}
