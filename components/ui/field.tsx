import { TriangleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';

/** What every field has around it. */
export interface FieldWords {
  label: string;
  /** What belongs into it, below the label. */
  hint?: ReactNode;
  /** What is wrong with what it holds; null when nothing is. */
  error?: string | null;
  /** Keeps the label for screen readers only, where the place says it already. */
  hideLabel?: boolean;
}

interface FieldProps extends FieldWords {
  required?: boolean;
  children: (control: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactNode;
}

export const FIELD_LOOK =
  'w-full rounded-md border border-edge bg-surface px-3 text-ink placeholder:text-faint aria-invalid:border-bad ' +
  // A list to choose from counts as read-only, too.
  'disabled:bg-raised disabled:text-soft not-[select]:read-only:bg-raised';

/** Label, hint and error around a control, which they describe. */
export function Field({ label, hint, error = null, hideLabel = false, required = false, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error === null ? null : `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1 block font-medium'}>
        {label}
        {required && <span className="font-normal text-soft"> (required)</span>}
      </label>
      {hint && (
        <div id={`${id}-hint`} className="mb-1.5 text-sm text-soft text-pretty">
          {hint}
        </div>
      )}
      {children({ id, 'aria-invalid': error !== null, 'aria-describedby': described || undefined })}
      <p id={`${id}-error`} aria-live="polite" className="mt-1 flex items-start gap-1.5 text-sm text-bad empty:hidden">
        {error !== null && (
          <>
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {error}
          </>
        )}
      </p>
    </div>
  );
}
