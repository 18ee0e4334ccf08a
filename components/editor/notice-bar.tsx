import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeBarProps {
  icon: LucideIcon;
  tone: 'bad' | 'warn' | 'calm';
  title: string;
  /** Why, and what to do. */
  children?: ReactNode;
  actions?: ReactNode;
}

const TONES = {
  bad: { icon: 'text-bad', edge: 'border-l-bad' },
  warn: { icon: 'text-warn', edge: 'border-l-warn' },
  calm: { icon: 'text-soft', edge: 'border-l-line' },
};

/** Something that the reader has to know, above the report and for as long as it is so. */
export function NoticeBar({ icon: Icon, tone, title, children, actions }: NoticeBarProps) {
  return (
    <div
      role={tone === 'calm' ? 'status' : 'alert'}
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-l-4 border-b-line bg-raised py-2 pr-3 pl-2 sm:pr-5 sm:pl-4 ${TONES[tone].edge}`}
    >
      <Icon aria-hidden className={`size-4 shrink-0 ${TONES[tone].icon}`} />
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-semibold">{title}</p>
        {children && <div className="text-soft text-pretty">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
