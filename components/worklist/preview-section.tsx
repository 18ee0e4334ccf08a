import type { ReactNode } from 'react';

/** A titled part of the preview. */
export function PreviewSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-4">
      <h3 className="mb-1 text-sm font-semibold text-soft">{title}</h3>
      {children}
    </section>
  );
}
