import { escapeText, type Hl7Delimiters } from '#lib/hl7/escapes';

/** The delimiters that the standard recommends; every reader knows them. */
export const DELIMITERS: Hl7Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
  truncation: '',
};

/** MSH-2, FHS-2, BHS-2. */
export const ENCODING_CHARACTERS = '^~\\&';

/** A text as one value, escaped. `""` alone would be HL7's explicit null: its first quote is written by its code. */
export function value(text: string | null | undefined): string {
  if (text === null || text === undefined) return '';
  return text === '""' ? '\\X22\\"' : escapeText(text, DELIMITERS);
}

/** Values side by side in one field; empty ones at the end are left out. */
export const components = (...values: readonly string[]): string => joined(values, DELIMITERS.component);

/** The same inside a component. */
export const subcomponents = (...values: readonly string[]): string => joined(values, DELIMITERS.subcomponent);

function joined(values: readonly string[], separator: string): string {
  let count = values.length;
  while (count > 0 && values[count - 1] === '') count -= 1;
  return values.slice(0, count).join(separator);
}

/** A segment's fields by their number, already escaped. MSH-1, FHS-1 and BHS-1 are the separator: they begin with 2. */
export type Fields = Readonly<Record<number, string>>;

/** A segment with its end (CR). Fields that are not given are empty; empty ones at the end are left out. */
export function segment(id: string, fields: Fields): string {
  let text = id;
  let written = id === 'MSH' || id === 'FHS' || id === 'BHS' ? 1 : 0;
  // Keys that are numbers come in their order, whichever way an object was written.
  for (const [key, field] of Object.entries(fields)) {
    if (field === '') continue;
    const number = Number(key);
    text += DELIMITERS.field.repeat(number - written) + field;
    written = number;
  }
  return `${text}\r`;
}
