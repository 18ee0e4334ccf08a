import { useId, type ReactNode } from 'react';

/** A titled group of fields: the words on the left, the fields on the right where there is room. */
export function FormSection({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-3 border-t border-line py-6 first:border-0 first:pt-2 xl:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {text && <div className="mt-1 text-sm text-soft text-pretty">{text}</div>}
      </div>
      <div className="grid max-w-3xl min-w-0 content-start gap-4">{children}</div>
    </section>
  );
}
