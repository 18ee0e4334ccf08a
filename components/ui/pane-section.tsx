import type { ReactNode } from 'react';

interface PaneSectionProps {
  title: string;
  /** How many there are, beside the title; nothing for none. */
  count?: number;
  /** One below the heading of the pane. */
  heading?: 'h2' | 'h3';
  children: ReactNode;
}

/** A titled part of a pane that stands beside a list or a report. */
export function PaneSection({ title, count = 0, heading: Heading = 'h2', children }: PaneSectionProps) {
  return (
    <section>
      <Heading className="mb-1 font-semibold">
        {title}
        {count > 0 && <span className="ml-1.5 font-normal text-soft">{count}</span>}
      </Heading>
      {children}
    </section>
  );
}
