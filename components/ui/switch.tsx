import { useId, type ReactNode } from 'react';

interface SwitchProps {
  label: string;
  hint?: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
}

/** On or off, at once. Position and a word tell, not colour alone. */
export function Switch({ label, hint, on, onChange, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <span className="relative mt-px inline-flex h-5 w-9 shrink-0">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={on}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="peer size-full cursor-pointer appearance-none rounded-full border border-edge bg-raised checked:border-accent checked:bg-accent focus-visible:rounded-full disabled:cursor-default disabled:opacity-50"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-1 left-1 size-3 rounded-full bg-soft transition-transform peer-checked:translate-x-4 peer-checked:bg-on-accent forced-colors:bg-[ButtonText] forced-colors:forced-color-adjust-none"
        />
      </span>
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <div id={`${id}-hint`} className="text-sm text-soft text-pretty">
            {hint}
          </div>
        )}
      </div>
      <span aria-hidden className="text-sm text-soft">
        {on ? 'On' : 'Off'}
      </span>
    </div>
  );
}
