import { describe, expect, it } from 'vitest';
import type { ItemReading } from '#lib/intake/intake-item';
import { readHl7Item } from '#lib/intake/read-hl7-item';

const header = 'MSH|^~\\&|RIS|CLINIC|READ|HUB|20260304101112+0000||ORU^R01|M1|P|2.5.1';
const patient = 'PID|1||P1^^^H^MR||ROE^Robin^Q||19800131|F';
const order = 'OBR|1|PL7|A100|CTHEAD^CT HEAD|||20260303143000|||||||||||ACC7||||20260305060708+1100||CT|F';
const line = (text: string, status = 'F'): string => `OBX|1|TX|C||${text}||||||${status}`;
const lines = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join('\r');

const read = (...segments: string[]): ItemReading => readHl7Item(Buffer.from(segments.join('\r')));
const withText = (text: string): ItemReading => read(header, patient, order, line(text));

/** Characters of the report's text; the first failure of an item that is not valid. */
function outcome(reading: ItemReading): number | string | null {
  if (reading.kind === 'read') return reading.item.report?.reportText.length ?? null;
  return reading.kind === 'invalid' ? (reading.failures[0] ?? null) : reading.reason;
}

const TOO_LONG = expect.stringContaining('its report text has more than 2,097,152 bytes of UTF-8');
const ONE_PATIENT = expect.stringContaining(
  'PID[101] for validator: Radiology ORU^R01 (a message must be about one patient)',
);

describe('work is bounded by the length of', () => {
  it.each<[string, () => ItemReading, unknown]>([
    ['a million repetitions', () => withText('x~'.repeat(1_000_000)), 2_000_000],
    ['five million repetitions', () => withText('~'.repeat(5_000_000)), TOO_LONG],
    ['three million escape sequences of nothing', () => withText('\\H\\'.repeat(3_000_000)), null],
    ['two million of one character each', () => withText('\\E\\'.repeat(2_000_000)), 2_000_000],
    ['two million bytes, each in a sequence of its own', () => withText('\\X41\\'.repeat(2_000_000)), 2_000_000],
    ['two million bytes in one sequence', () => withText(`\\X${'41'.repeat(2_000_000)}\\`), 2_000_000],
    ['five million bytes in a sequence without an end', () => withText(`\\X${'41'.repeat(5_000_000)}`), TOO_LONG],
    ['ten million escape characters', () => withText('\\'.repeat(10_000_000)), TOO_LONG],
    ['300,000 commands that end each other', () => withText('\\.in+1'.repeat(300_000)), 750_000],
    ['a million commands of a hundred lines each', () => withText('\\.sp100\\'.repeat(1_000_000)), TOO_LONG],
    ['a type of 40 MB', () => read(header, patient, order, line('t'), `OBX|2|${'\\E\\'.repeat(13_000_000)}|C`), 1],
    ['a status of 40 MB', () => read(header, patient, order, line('t', '.'.repeat(40_000_000))), 1],
    ['a laboratory of 40 MB', () => read(header, patient, order, `${line('t')}||||${'\\T\\'.repeat(13_000_000)}`), 1],
    ['ten million fields', () => read(header, patient, order, line('t'), `OBX${'|'.repeat(10_000_000)}`), 1],
    ['lines that are no segments', () => read(header, patient, order, line('t'), 'abc\r'.repeat(500_000)), 1],
    [
      '199,000 orders',
      () =>
        read(
          header,
          patient,
          lines(199_000, () => 'OBR|1||F2'),
          order,
        ),
      null,
    ],
    [
      '190,000 patients of 20 identifiers each',
      () =>
        read(
          header,
          lines(190_000, (at) => `PID|${at}||${'P1^^^A^XX~'.repeat(20)}P1^^^ACME^MR`),
          order,
        ),
      ONE_PATIENT,
    ],
    [
      'a procedure whose name is its code again and again',
      () => read(header, patient, `OBR|1||A1|1${'x'.repeat(30_000)}23^${'123 '.repeat(8000)}`, line('t')),
      1,
    ],
  ])('%s', (_, make, expected) => {
    expect(outcome(make())).toEqual(expected);
  });
});
