import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  icon: LucideIcon;
  title: string;
  /** What happened, why, and what to do. */
  children: ReactNode;
  action?: ReactNode;
  /** `h1` where the notice is the page. */
  heading?: 'h1' | 'h2';
  urgent?: boolean;
}

/** Where there is nothing to show: says so, why, and what can be done. */
export function Notice({ icon: Icon, title, children, action, heading: Heading = 'h2', urgent = false }: NoticeProps) {
  return (
    <div
      role={urgent ? 'alert' : undefined}
      className="mx-auto flex max-w-md flex-col items-center px-4 py-16 text-center"
    >
      <Icon aria-hidden className={`mb-4 size-8 ${urgent ? 'text-bad' : 'text-faint'}`} strokeWidth={1.5} />
      <Heading className="text-lg font-semibold text-balance">{title}</Heading>
      <div className="mt-1.5 text-soft text-pretty">{children}</div>
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
