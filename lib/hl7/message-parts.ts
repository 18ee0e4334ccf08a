import { LONGEST_PLACE, LONGEST_VALUE, type ItemPart } from '#lib/intake/explain-contract';
import { unescapeText } from '#lib/hl7/escapes';
import type { Hl7Message, Hl7Segment } from '#lib/hl7/message';
import { hl7FieldName, segmentName } from '#lib/hl7/names';

/** A message taken apart for the eye: its segments or resources with their values, and how many values were left out. */
export interface MessageParts {
  parts: ItemPart[];
  valuesLeftOut: number;
}

/** Segments of an HL7 message with their fields as written, unescaped, with at most so many values. */
export function hl7Parts(message: Hl7Message, most: number): MessageParts {
  const positions = new Map<string, number>();
  return collectParts(
    most,
    message.segments.map((segment) => {
      const position = (positions.get(segment.id) ?? 0) + 1;
      positions.set(segment.id, position);
      const place = `${segment.id}[${position}]`;
      return { place, name: segmentName(segment.id), values: valuesOf(message, segment, place) };
    }),
  );
}

function* valuesOf(
  { delimiters }: Hl7Message,
  { id, text }: Hl7Segment,
  segment: string,
): Generator<ItemPart['values'][number]> {
  // MSH-1 is the field separator itself.
  const shift = id === 'MSH' ? 1 : 0;
  const fields = text.split(delimiters.field, 1000);
  for (const [at, field] of fields.entries()) {
    const number = at + shift;
    if (at === 0 || field === '') continue;
    const name = hl7FieldName(id, number);
    if (id === 'MSH' && number === 2) {
      yield { place: `${segment}-2[1]`, name, value: field };
      continue;
    }
    for (const [repetition, repeated] of split(field, delimiters.repetition).entries()) {
      const place = `${segment}-${number}[${repetition + 1}]`;
      const components = split(repeated, delimiters.component);
      for (const [component, value] of components.entries()) {
        if (value === '') continue;
        const inside = components.length > 1 ? `${place}.${component + 1}` : place;
        yield { place: inside, name, value: unescapeText(value, delimiters) };
      }
    }
  }
}

const split = (text: string, separator: string): string[] => (separator === '' ? [text] : text.split(separator, 1000));

interface Lazy extends Omit<ItemPart, 'values'> {
  values: Generator<ItemPart['values'][number]>;
}

/** The first `most` parts and values; the other values are counted. */
export function collectParts(most: number, found: readonly Lazy[]): MessageParts {
  let left = most;
  let valuesLeftOut = 0;
  const parts: ItemPart[] = [];
  for (const { values, ...part } of found) {
    const taken: ItemPart['values'] = [];
    for (const one of values) {
      if (left > 0)
        taken.push({ ...one, place: shown(one.place, LONGEST_PLACE), value: shown(one.value, LONGEST_VALUE) });
      else valuesLeftOut += 1;
      left -= 1;
    }
    if (parts.length < most) parts.push({ ...part, values: taken });
  }
  return { parts, valuesLeftOut };
}

/** The start of a long value; a picture or a whole report is no help in a tree. */
const shown = (value: string, longest: number): string => {
  const whole = value.replaceAll('\0', '\u2400').toWellFormed();
  return whole.length <= longest ? whole : `${whole.slice(0, longest).toWellFormed()}…`;
};
