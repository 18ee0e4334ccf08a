import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentText, firstSegment, get, repetitions, type Hl7Message } from '#lib/hl7/message';
import { readHl7, type Hl7Reading } from '#lib/hl7/read-hl7';

const read = (text: string): Hl7Reading[] => readHl7(Buffer.from(text));

function only(readings: Hl7Reading[]): Extract<Hl7Reading, { kind: 'message' }> {
  expect(readings).toHaveLength(1);
  const [reading] = readings;
  if (reading?.kind !== 'message') throw new Error('expected one message');
  return reading;
}

const ids = (message: Hl7Message): string[] => message.segments.map((segment) => segment.id);
const one = 'MSH|^~\\&|RIS|X|||20260102||ORU^R01|M1|P|2.4';
const two = 'MSH|^~\\&|RIS|X|||20260102||ORU^R01|M2|P|2.4';

describe('splitting a file', () => {
  it.each(['\r', '\n', '\r\n'])('accepts segments ended by %j, several messages in a row', (end) => {
    const readings = read([one, 'PID|1||A', two, 'PID|1||B', ''].join(end));
    expect(readings.map((reading) => reading.kind === 'message' && ids(reading.message))).toEqual([
      ['MSH', 'PID'],
      ['MSH', 'PID'],
    ]);
    expect(readings.map((reading) => reading.text.includes('FHS'))).toEqual([false, false]);
  });

  it('skips batch wrappers, MLLP framing, blank lines and a byte order mark', () => {
    const batch = ['\uFEFFFHS|^~\\&|A', 'BHS|^~\\&|B', one, 'PID|1', 'BTS|1', 'FTS|1', ''].join('\r');
    expect(ids(only(read(batch)).message)).toEqual(['MSH', 'PID']);
    expect(ids(only(read(`FHS|^~\\&|A\r${one}\rFTS|1`)).message)).toEqual(['MSH']);
    expect(read(`\v${one}\rPID|1\r\x1C\r\v${two}\r\x1C\r`)).toHaveLength(2);
    expect(ids(only(read(`\r\n\n${one}\r\n\r\nPID|1\r\n\r\n`)).message)).toEqual(['MSH', 'PID']);
  });

  it('has nothing to give for bytes without a message', () => {
    expect(read('')).toEqual([]);
    expect(read('\r\n FHS|^~\\&|A\r')).toMatchObject([{ kind: 'broken' }]);
    expect(read('hello')).toEqual([{ kind: 'broken', text: 'hello', reason: expect.stringContaining('MSH') }]);
  });

  it('keeps the messages around a broken one', () => {
    const readings = read([one, 'MSH||nothing declared', 'MSH|^^^^|same', two].join('\r'));
    expect(readings.map((reading) => reading.kind)).toEqual(['message', 'broken', 'broken', 'message']);
  });

  it('reads each message in its own encoding and warns about the one that is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(`${one}\rPID|1||Zoë\r`), Buffer.from(`${two}\rPID|1||Zoë`, 'latin1')]);
    const readings = readHl7(bytes).map((reading) => reading.kind === 'message' && reading);
    expect(readings).toMatchObject([
      { encoding: 'utf-8', warnings: [] },
      { encoding: 'iso-8859-1', warnings: [expect.stringContaining('ISO-8859-1')] },
    ]);
    for (const reading of readings) expect(reading && reading.text.endsWith('Zoë')).toBe(true);
  });

  it('keeps stray line breaks inside a text, with a warning', () => {
    const reading = only(read(`${one}\rOBX|1|TX|C||first\n\nMSH of second|||||F\rOBX|2|TX|C||next\r`));
    const [, obx] = reading.message.segments;
    expect(get(reading.message, obx, 5)).toBe('first\n\nMSH of second');
    expect(get(reading.message, obx, 10)).toBe('F');
    expect(reading.warnings).toEqual([expect.stringContaining('line breaks')]);
  });

  it('never fails, whatever the bytes', () => {
    const piece = constantFrom('MSH|', '^~\\&', '|', '\r', '\n', '\v', 'FHS|', 'OBX|', '\\X4', '\xff', 'A');
    assert(
      property(array(piece), (pieces) => {
        for (const reading of readHl7(Buffer.from(pieces.join(''), 'latin1'))) expect(reading.kind).toBeTruthy();
      }),
    );
  });

  it('stays linear on a megabyte of line ends', () => {
    const reading = only(read(`${one}\rOBX|1|TX|C||a${'\r'.repeat(1_000_000)}b|\r`));
    expect(get(reading.message, reading.message.segments[1], 5)).toHaveLength(1_000_002);
  });
});

describe('reading a value', () => {
  const { message } = only(
    read('MSH|^~\\&#|RIS\rPID|1||A1^^^H&1.2&ISO^MR~B2^^^G^MRN||O\\T\\Hara&O&Hara^Jo\rOBX|1|TX|C||A & B~C^D'),
  );
  const pid = firstSegment(message, 'PID');

  it('counts fields, repetitions, components and subcomponents from one', () => {
    expect(get(message, pid, 3)).toBe('A1');
    expect(get(message, pid, 3, 2, 5)).toBe('MRN');
    expect(get(message, pid, 3, 1, 4, 3)).toBe('ISO');
    expect(get(message, pid, 5, 1, 1, 2)).toBe('O');
    expect(get(message, pid, 5, 1, 2)).toBe('Jo');
  });

  it('unescapes after splitting', () => {
    expect(get(message, pid, 5)).toBe('O&Hara');
    expect(componentText(message, pid, 5)).toBe('O&Hara&O&Hara');
  });

  it('gives an empty text for what is not there', () => {
    expect(get(message, pid, 99)).toBe('');
    expect(get(message, pid, 3, 7, 1, 1)).toBe('');
    expect(get(message, firstSegment(message, 'ZZZ'), 1)).toBe('');
    expect(repetitions(message, pid, 2)).toEqual([]);
  });

  it('gives MSH-1 and MSH-2 as they are and numbers the other fields of MSH after them', () => {
    const msh = firstSegment(message, 'MSH');
    expect([1, 2, 3].map((field) => get(message, msh, field))).toEqual(['|', '^~\\&#', 'RIS']);
  });

  it('obeys other delimiters than the usual ones', () => {
    const other = only(read('MSH$*!%:$RIS\rPID$1$$A*B!C:D'));
    const segment = firstSegment(other.message, 'PID');
    expect(get(other.message, segment, 3, 1, 2)).toBe('B');
    expect(get(other.message, segment, 3, 2, 1, 2)).toBe('D');
  });
});
