import type { InputHTMLAttributes, Ref } from 'react';
import { Field, FIELD_LOOK, type FieldWords } from '#components/ui/field';

interface TextFieldProps extends FieldWords, Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'children'> {
  ref?: Ref<HTMLInputElement>;
  /** Marks the label; the server or the form decides what is missing. */
  required?: boolean;
}

/** One line of text, with label, hint and error. */
export function TextField({ label, hint, error, hideLabel, required, className = '', ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel} required={required}>
      {(control) => (
        <input
          type="text"
          aria-required={required}
          className={`h-9 ${FIELD_LOOK} ${className}`}
          {...input}
          {...control}
        />
      )}
    </Field>
  );
}
