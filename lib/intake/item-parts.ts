import { collectParts, type MessageParts } from '#lib/hl7/message-parts';
import type { ItemPart } from '#lib/intake/explain-contract';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parts of a Bundle: its resources with their elements that have a value. `bytes` is JSON at most 64 levels deep. */
export function fhirParts(bytes: Buffer, most: number): MessageParts {
  const bundle: unknown = JSON.parse(bytes.toString('utf8'));
  const entries: unknown[] = isObject(bundle) && Array.isArray(bundle.entry) ? bundle.entry : [];
  return collectParts(
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
