import type { ReactNode } from 'react';

/** The title of a settings page, what it is about, and the one thing to do there. */
export function SettingsHeading({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
        <p className="mt-0.5 max-w-2xl text-soft text-pretty">{children}</p>
      </div>
      {action}
    </div>
  );
}
