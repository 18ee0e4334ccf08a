import type { IntakeItem, ItemReading } from '#lib/intake/intake-item';
import { readHl7Item } from '#lib/intake/read-hl7-item';
import { splitHl7 } from '#lib/hl7/split-hl7';
import { plainReadings } from './plain-reading.ts';

function readAll(payload: Buffer): ItemReading[] {
  const { count, messageAt } = splitHl7(payload);
  return Array.from({ length: count }, (_, at) => readHl7Item(messageAt(at)));
}

export const withLineEnds = (payload: Buffer, end: string): Buffer =>
  Buffer.from(payload.toString('latin1').replaceAll('\r', end), 'latin1');

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One check of the door's reading of the samples; `difference` is null when it holds. */
interface ItemCheck {
  name: string;
  difference: string | null;
}

/**
 * Reads the samples as the ReportStream door does: every message is valid, its text and status are those of the plain
 * reading, and one payload or many, ended by CR, LF or CRLF, give the same items.
 */
export function checkItems(files: readonly Buffer[]): ItemCheck[] {
  const readings = files.flatMap(readAll);
  const all = Buffer.concat(files);
  const payloads = { 'one payload': all, 'line feeds': withLineEnds(all, '\n'), CRLF: withLineEnds(all, '\r\n') };
  const items = readings.flatMap((reading) => (reading.kind === 'read' ? [reading.item] : []));
  const without = items.filter(({ report, warnings }) => report === null && warnings.join().includes('no report text'));
  const counts = [readings.length, items.length, without.length];
  return [
    { name: 'items read, and without text', difference: same(counts, [372, 372, 21]) ? null : counts.join(', ') },
    ...Object.entries(payloads).map(([name, payload]) => ({
      name: `the same items from ${name}`,
      difference: same(readAll(payload), readings) ? null : 'the readings differ',
    })),
    ...files.flatMap(plainReadings).map((plain, at) => {
      const item = items[at];
      return { name: `item ${at + 1}`, difference: item ? differenceOf(item, plain) : 'it was not read' };
    }),
  ];
}

function differenceOf(item: IntakeItem, plain: ReturnType<typeof plainReadings>[number]): string | null {
  if (item.fillerNumber !== plain.orderNumber) return 'the order number differs';
  if (item.exam.patientSex !== plain.sex) return 'the sex differs';
  if ((item.report?.reportText ?? null) !== plain.text) return 'the text differs';
  if (!item.report) return null;
  return item.report.resultStatus === (plain.status === 'final' ? 'F' : 'P') ? null : 'the status differs';
}
