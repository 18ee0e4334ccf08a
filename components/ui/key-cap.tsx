/** A key on the keyboard; decorative beside the control it works. */
export function KeyCap({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden
      className="rounded-sm border border-line bg-raised px-1.5 font-mono text-xs leading-5 text-soft [@media(hover:none)]:hidden"
    >
      {children}
    </kbd>
  );
}
