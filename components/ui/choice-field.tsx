import { ChevronDown } from 'lucide-react';
import { Field, FIELD_LOOK, type FieldWords } from '#components/ui/field';

interface ChoiceFieldProps<Value extends string> extends FieldWords {
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChoose: (value: Value) => void;
  disabled?: boolean;
}

/** One of several, with label, hint and error: the device's own list, which every keyboard and phone knows. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { value, choices, onChoose, disabled, ...words } = props;
  return (
    <Field {...words}>
      {(control) => (
        <span className="relative block">
          <select
            {...control}
            value={value}
            disabled={disabled}
            onChange={(event) => {
              const choice = choices.find((candidate) => candidate.value === event.target.value);
              if (choice) onChoose(choice.value);
            }}
            className={`h-9 appearance-none truncate pr-9 ${FIELD_LOOK}`}
          >
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-soft" />
        </span>
      )}
    </Field>
  );
}
