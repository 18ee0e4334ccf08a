import { transliterate, type CharacterSet } from '#lib/hl7/transliterate';

/** Something whose texts are written in the characters of a set, and how many characters were not of it. */
export interface Fitted<T> {
  value: T;
  replaced: number;
}

/** Every text in a value of plain objects and arrays, names of members with them; what holds no text stays. */
export function fitCharacters<T>(value: T, set: CharacterSet): Fitted<T> {
  if (set === 'UNICODE UTF-8') return { value, replaced: 0 };
  let replaced = 0;
  const fit = (inner: unknown): unknown => {
    if (typeof inner === 'string') {
      const fitted = transliterate(inner, set);
      replaced += fitted.replaced;
      return fitted.text;
    }
    if (Array.isArray(inner)) return inner.map(fit);
    if (typeof inner !== 'object' || inner === null || inner instanceof Date || Buffer.isBuffer(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, one]) => [fit(name), fit(one)]));
  };
  return { value: fit(value) as T, replaced };
}
