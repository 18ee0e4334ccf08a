import { FileCog } from 'lucide-react';
import { Time } from '#components/time/time';
import type { FileOrigin } from '#lib/settings/object-contract';

/** Says of an object that a settings file names it, and what that means for edits made here. */
export function FileMark({ file, className = '' }: { file: FileOrigin; className?: string }) {
  if (!file) return null;
  return (
    <p className={`flex items-start gap-2 text-sm text-soft ${className}`}>
      <FileCog aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        The settings file names this too, last applied <Time at={file.appliedAt} />. What you save here stays, until its
        text in the file changes: then the file’s replaces it all.
      </span>
    </p>
  );
}
