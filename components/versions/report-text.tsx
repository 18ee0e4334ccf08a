import type { ReactNode, Ref } from 'react';

interface ReportTextProps {
  ref?: Ref<HTMLDivElement>;
  label?: string;
  children: ReactNode;
}

/** A report's text as it was written: its own lines and columns, never markup. It scrolls by itself when it is long. */
export function ReportText({ ref, label = 'Report text', children }: ReportTextProps) {
  return (
    <div
      ref={ref}
      role="region"
      aria-label={label}
      tabIndex={0}
      className="max-h-[60vh] overflow-auto rounded-lg border border-line bg-surface p-4 font-mono text-sm leading-relaxed break-words whitespace-pre-wrap"
    >
      {children}
    </div>
  );
}
