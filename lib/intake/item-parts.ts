import { LONGEST_PLACE, LONGEST_VALUE, type ItemPart } from '#lib/intake/explain-contract';
import { unescapeText } from '#lib/hl7/escapes';
import type { Hl7Message, Hl7Segment } from '#lib/hl7/message';
import { hl7FieldName, segmentName } from '#lib/hl7/names';
import { readHl7Message } from '#lib/hl7/read-hl7';

/** An item taken apart for the eye: its segments or resources with their values, and how many values were left out. */
export interface ItemParts {
  parts: ItemPart[];
  valuesLeftOut: number;
}

/** Parts of an HL7 message as written, unescaped, with at most so many values; none of what cannot be parsed. */
export function hl7Parts(bytes: Buffer, most: number): ItemParts {
  const reading = readHl7Message(bytes);
  if (reading.kind === 'broken') return { parts: [], valuesLeftOut: 0 };
  const { message } = reading;
  const positions = new Map<string, number>();
  return collect(
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

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parts of a Bundle: its resources with their elements that have a value. `bytes` is JSON at most 64 levels deep. */
export function fhirParts(bytes: Buffer, most: number): ItemParts {
  const bundle: unknown = JSON.parse(bytes.toString('utf8'));
  const entries: unknown[] = isObject(bundle) && Array.isArray(bundle.entry) ? bundle.entry : [];
  return collect(
    most,
    entries.map((entry, at) => {
      const resource = isObject(entry) ? entry.resource : undefined;
      const place = `Bundle.entry[${at}].resource`;
      const type = isObject(resource) && typeof resource.resourceType === 'string' ? resource.resourceType : null;
      return { place, name: type, values: leavesOf(resource, place) };
    }),
  );
}

function* leavesOf(value: unknown, place: string): Generator<ItemPart['values'][number]> {
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries()) yield* leavesOf(inner, `${place}[${at}]`);
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) yield* leavesOf(inner, `${place}.${name}`);
  } else if (typeof value === 'string') yield { place, name: null, value };
  else if (value !== undefined && value !== null) yield { place, name: null, value: JSON.stringify(value) };
}

interface Lazy extends Omit<ItemPart, 'values'> {
  values: Generator<ItemPart['values'][number]>;
}

/** The first `most` parts and values; the other values are counted. */
function collect(most: number, found: readonly Lazy[]): ItemParts {
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
