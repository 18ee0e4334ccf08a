import { TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import { Checkbox } from '#components/ui/checkbox';

interface CheckListProps<Value extends string> {
  legend: string;
  entries: readonly { value: Value; label: string; hint?: string }[];
  chosen: readonly Value[];
  error: string | null;
  onChange: (chosen: Value[]) => void;
}

/** Any number of several, with what is wrong with the choice below it. Keeps the order of the entries. */
export function CheckList<Value extends string>({ legend, entries, chosen, error, onChange }: CheckListProps<Value>) {
  const id = useId();
  const toggle = (value: Value, on: boolean) =>
    onChange(entries.map((entry) => entry.value).filter((own) => (own === value ? on : chosen.includes(own))));
  return (
    <fieldset aria-describedby={error === null ? undefined : `${id}-error`}>
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className="grid gap-2">
        {entries.map(({ value, label, hint }) => (
          <Checkbox
            key={value}
            label={label}
            hint={hint}
            checked={chosen.includes(value)}
            aria-invalid={error !== null}
            onChange={(event) => toggle(value, event.target.checked)}
          />
        ))}
      </div>
      <p id={`${id}-error`} aria-live="polite" className="mt-1 flex items-start gap-1.5 text-sm text-bad empty:hidden">
        {error !== null && (
          <>
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {error}
          </>
        )}
      </p>
    </fieldset>
  );
}
