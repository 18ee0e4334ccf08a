import { ChevronDown } from 'lucide-react';

interface SelectFieldProps {
  label: string;
  /** '' = the first choice, `all`. */
  value: string;
  all: string;
  choices: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
}

/** The device's own list of choices: every keyboard, screen reader and phone knows how to work it. */
export function SelectField({ label, value, all, choices, onChoose }: SelectFieldProps) {
  const known = value === '' || choices.some((choice) => choice.value === value);
  return (
    <span className="relative block min-w-0">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChoose(event.target.value)}
        className={`h-8 w-full max-w-full min-w-36 appearance-none truncate rounded-md border bg-surface pr-8 pl-2.5 ${
          value === '' ? 'border-edge text-soft' : 'border-accent bg-accent-wash font-medium text-ink'
        }`}
      >
        <option value="">{all}</option>
        {!known && <option value={value}>{value}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2 right-2 size-4 text-soft" />
    </span>
  );
}
