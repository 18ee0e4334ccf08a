import type { Ref, TextareaHTMLAttributes } from 'react';
import { Field, FIELD_LOOK, type FieldWords } from '#components/ui/field';

interface TextAreaProps extends FieldWords, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'children'> {
  ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text, with label, hint and error. */
export function TextArea({ label, hint, error, hideLabel, required, className = '', ...area }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel} required={required}>
      {(control) => (
        <textarea
          rows={3}
          aria-required={required}
          className={`block resize-y py-1.5 ${FIELD_LOOK} ${className}`}
          {...area}
          {...control}
        />
      )}
    </Field>
  );
}
