import { TONE_TEXT, type StatusWord } from '#components/submissions/status-words';

/** A status as icon and word. */
export function StatusMark({ status, className = '' }: { status: StatusWord; className?: string }) {
  const Icon = status.icon;
  return (
    <span className={`flex items-center gap-1.5 whitespace-nowrap ${className}`}>
      <Icon aria-hidden className={`size-4 shrink-0 ${TONE_TEXT[status.tone]}`} />
      {status.word}
    </span>
  );
}
