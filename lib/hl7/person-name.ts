import { get, type Hl7Message, type Hl7Segment } from '#lib/hl7/message';

const joined = (parts: string[], separator: string): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '""')
    .join(separator);

/**
 * The first name in a field, as written (no change of case): `FAMILY, Given Middle` from XPN when `family-first`, else
 * `Given Middle Family, Degree` from XCN, whose first component is an identifier. Null when there is none.
 */
export function personName(
  message: Hl7Message,
  segment: Hl7Segment | undefined,
  field: number,
  order: 'family-first' | 'given-first' = 'given-first',
): string | null {
  const part = (component: number): string => get(message, segment, field, 1, component);
  if (order === 'family-first') return joined([part(1), joined([part(2), part(3)], ' ')], ', ') || null;
  const name = joined([part(6), part(3), part(4), part(2)], ' ');
  return name === '' ? null : joined([name, part(5), part(7)], ', ');
}

/**
 * Who interpreted an exam: the principal interpreter (OBR-32), else the assistant (OBR-33). Both the standard's NDL
 * (`id&family&given`) and the XCN layout that many senders use (`id^family^given`) are read.
 */
export function signerOf(message: Hl7Message, obr: Hl7Segment): { id: string | null; name: string | null } {
  for (const field of [32, 33]) {
    const part = (at: number): string => get(message, obr, field, 1, 1, at);
    const id = joined([part(1)], '') || null;
    const standard = joined([joined([part(6), part(3), part(4), part(2)], ' '), part(5), part(7)], ', ');
    const name = standard || (isXcn(message, obr, field) ? personName(message, obr, field) : null);
    if (id !== null || name !== null) return { id, name };
  }
  return { id: null, name: null };
}

/** In an NDL the second component is a time; in an XCN it is a family name. */
const isXcn = (message: Hl7Message, obr: Hl7Segment, field: number): boolean =>
  !/^\d/.test(get(message, obr, field, 1, 2));
