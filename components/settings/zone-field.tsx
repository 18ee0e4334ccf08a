import { useId } from 'react';
import { TextField } from '#components/ui/text-field';

interface ZoneFieldProps {
  label: string;
  value: string;
  error: string | null;
  hint?: string;
  onChange: (zone: string) => void;
}

const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** An IANA time zone, typed or chosen. */
export function ZoneField({ label, value, error, hint, onChange }: ZoneFieldProps) {
  const list = useId();
  return (
    <>
      <TextField
        label={label}
        value={value}
        error={error}
        hint={hint}
        list={list}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list} suppressHydrationWarning>
        {value.length > 1 &&
          zones()
            .filter((zone) => zone.toLowerCase().includes(value.toLowerCase().replaceAll(' ', '_')))
            .slice(0, 30)
            .map((zone) => <option key={zone} value={zone} />)}
      </datalist>
    </>
  );
}
