import { array, assert, constantFrom, integer, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntakeItem, ItemReading } from '#lib/intake/intake-item';
import { readHl7Item } from '#lib/intake/read-hl7-item';

const header = 'MSH|^~\\&|RIS|CLINIC|READ|HUB|20260304101112+0000||ORU^R01|M1|P|2.5.1';
const patient = 'PID|1||P1^^^H^MR||ROE^Robin^Q||19800131|F';
const order = 'OBR|1|PL7^RIS|A100^RIS|CTHEAD^CT HEAD|||20260303143000|||||||||||ACC7||||20260305060708+1100||CT|F';
const line = (text: string, status = 'F', type = 'TX'): string => `OBX|1|${type}|C||${text}||||||${status}`;
const signed = (status: string, signer = '|||||||N1&REID&Ada'): string => order.replace(/F$/, status) + signer;

const read = (...segments: string[]): ItemReading => readHl7Item(Buffer.from(segments.join('\r')));

function item(...segments: string[]): IntakeItem {
  const reading = read(...segments);
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
  return reading.item;
}

/** Why a message that differs from a valid one in some segments is not valid. */
function failures(...segments: string[]): string[] {
  const reading = read(...segments);
  if (reading.kind !== 'invalid') throw new Error(reading.kind);
  return reading.failures;
}

describe('an item', () => {
  it('carries report, exam, numbers and fields', () => {
    expect(item(header, patient, signed('F'), line('FINDINGS:'), line('No lesion. ~ '))).toEqual({
      trackingId: 'M1',
      placerNumber: 'PL7',
      fillerNumber: 'A100',
      exam: {
        patientId: 'P1',
        patientName: 'ROE, Robin Q',
        patientDateOfBirth: '1980-01-31',
        patientSex: 'F',
        modality: 'CT',
        studyDescription: 'CT HEAD',
        procedureCode: 'CTHEAD',
        accessionNumber: 'ACC7',
        studyInstanceUid: null,
        bodyPart: null,
        laterality: null,
        priority: 'ROUTINE',
        referrerName: null,
        appointmentDate: '2026-03-03',
        startTime: '14:30:00',
      },
      report: {
        reportText: 'FINDINGS:\nNo lesion. \n ',
        resultStatus: 'F',
        clinicianName: 'Ada REID',
        clinicianProviderNumber: 'N1',
        reportedAtUtc: '2026-03-04T19:07:08Z',
      },
      fields: { message_id: 'M1', processing_mode_code: 'P', site: 'CLINIC' },
      warnings: [],
    });
  });

  it('is the same with any line ends and delimiters', () => {
    const segments = [header, patient, signed('F'), line('one'), line('two')];
    const usual = read(...segments);
    for (const end of ['\n', '\r\n']) expect(readHl7Item(Buffer.from(segments.join(end)))).toEqual(usual);
    const map: Record<string, string> = { '|': '$', '^': '*', '~': '!', '\\': '%', '&': ':' };
    const other = segments.join('\r').replace(/[|^~\\&]/g, (delimiter) => map[delimiter] ?? delimiter);
    expect(readHl7Item(Buffer.from(other))).toEqual(usual);
  });

  it.each([
    ['P', 'P'],
    ['Final', 'F'],
    ['C', 'C'],
    ['Amended', 'C'],
    ['X', 'X'],
  ])('with OBR-25 %s has status %s', (written, status) => {
    expect(item(header, patient, signed(written), line('text', '')).report?.resultStatus).toBe(status);
  });

  it('is corrected when an observation of a final one is, and the order does not tell', () => {
    expect(item(header, patient, signed(''), line('a'), line('b', 'C')).report?.resultStatus).toBe('C');
    expect(item(header, patient, signed('C'), line('a'), line('b')).warnings).toEqual([]);
  });

  it('withdraws a result without any text too', () => {
    expect(item(header, patient, signed('X')).report).toMatchObject({ reportText: '', resultStatus: 'X' });
    expect(item(header, patient, signed(''), line('gone', 'W')).report).toMatchObject({ resultStatus: 'X' });
  });

  it('may have no text, with a warning', () => {
    expect(item(header, patient, order)).toMatchObject({
      report: null,
      warnings: ['the message carries no report text'],
    });
  });

  it('ends its lines with line feeds, whatever the sender escaped', () => {
    expect(item(header, patient, order, line('a\\X0D0A\\b\\X0D\\c\\.br\\d')).report?.reportText).toBe('a\nb\nc\nd');
  });

  it('leaves out what cannot be stored where it is no key, with a warning that does not quote it', () => {
    const long = 'x'.repeat(300);
    const { exam, warnings } = item(
      header,
      `PID|1||P1||${long}^Robin`,
      order.replace('CT HEAD', 'CT\\.br\\HEAD'),
      line('x'),
    );
    expect(exam).toMatchObject({ patientName: null, studyDescription: 'CT HEAD' });
    expect(warnings).toEqual([
      'PID[1]-5[1] has more than 255 characters; it was left out',
      'control characters in OBR[1]-4[1].2 became blanks',
    ]);
  });
});

describe('a message that is not valid', () => {
  it('tells every failure and its tracking id', () => {
    expect(read(header, 'PID|1', 'OBR|1')).toEqual({
      kind: 'invalid',
      trackingId: 'M1',
      failures: [
        'HL7 was not valid at PID[1]-3[1].1 for validator: Radiology ORU^R01',
        'HL7 was not valid at OBR[1]-3[1].1 for validator: Radiology ORU^R01',
      ],
    });
    expect(read(header.replace('ORU^R01', 'ADT^A01'), patient)).toMatchObject({ kind: 'invalid', trackingId: 'M1' });
  });

  it('has a text that is too long, or that cannot be stored', () => {
    const most = 'x'.repeat(2_097_152);
    expect(item(header, patient, order, line(most)).report?.reportText).toHaveLength(2_097_152);
    expect(failures(header, patient, order, line(''), line(most))).toEqual([
      'HL7 was not valid at OBX[2]-5[1] for validator: Radiology ORU^R01 (its report text has more than 2,097,152 bytes of UTF-8)',
    ]);
    expect(failures(header, patient, order, line('é'.repeat(1_048_577)))).toHaveLength(1);
    for (const text of ['a\0b', 'a\\X00\\b']) {
      expect(failures(header, patient, order, line(text))).toEqual([expect.stringContaining('U+0000')]);
    }
  });

  it('has a key that cannot be stored', () => {
    expect(failures(header.replace('M1', 'M\\X00\\1'), patient, order)).toEqual([
      expect.stringContaining('MSH[1]-10[1]'),
    ]);
    expect(failures(header, 'PID|1||P\\X07\\1', order)).toEqual([expect.stringContaining('PID[1]-3[1].1')]);
    expect(failures(header, patient, `OBR|1||${'9'.repeat(256)}`)).toEqual([expect.stringContaining('OBR[1]-3[1].1')]);
    expect(failures(header, 'PID|1||P1||R\0E', order)).toEqual([expect.stringContaining('PID[1]-5[1]')]);
  });
});

describe('a message that cannot be parsed', () => {
  it('tells why, with the tracking id when that is plain', () => {
    expect(read('PID|1')).toMatchObject({ kind: 'unparsable', trackingId: null });
    expect(read('MSH|^^^^|RIS||||2026||ORU^R01|M1')).toMatchObject({ kind: 'unparsable', trackingId: 'M1' });
    const unknown = `${header}||||||CNS 11643-1992`;
    expect(read(unknown, 'PID|1||P1||Zoë')).toEqual({
      kind: 'unparsable',
      trackingId: 'M1',
      reason: 'MSH-18 names a character set that is not read here; send UTF-8',
    });
    expect(item(unknown, patient, order, line('x')).warnings).toEqual([expect.stringContaining('MSH-18')]);
  });

  it('may have more segments than can be read', () => {
    expect(readHl7Item(Buffer.from(`${header}\r${'OBX|\r'.repeat(200_001)}`))).toMatchObject({ kind: 'unparsable' });
  });
});

describe('large messages', () => {
  it('are read with 100,000 segments', () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => line(`line ${at}`));
    expect(item(header, patient, order, lines.join('\r')).report?.reportText.split('\n')).toHaveLength(100_000);
  });

  it('are refused for a text of 40 MB, and read beside a document of 40 MB', () => {
    const field = 'A~'.repeat(20_000_000);
    expect(failures(header, patient, order, line(field))).toEqual([expect.stringContaining('OBX[1]-5[1]')]);
    expect(item(header, patient, order, line(field, 'F', 'ED'), line('text')).report?.reportText).toBe('text');
    expect(failures(header, `PID|1||${field}`, order)).toEqual([expect.stringContaining('65,536')]);
  });
});

describe('whatever the bytes', () => {
  const valid = Buffer.from(
    [header, patient, 'ORC|RE', signed('F'), line('one~two\\.br\\three'), 'ZDS|1.2', ''].join('\r'),
  );
  const kinds = ['read', 'unparsable', 'invalid'];

  it('one of three things comes out, cut off anywhere', () => {
    for (let end = 0; end <= valid.length; end += 1) {
      expect(kinds).toContain(readHl7Item(valid.subarray(0, end)).kind);
    }
  });

  it('one of three things comes out, with bytes changed or put in', () => {
    const change = constantFrom(0x00, 0x0a, 0x0d, 0x1c, 0x22, 0x26, 0x5c, 0x5e, 0x7c, 0x7e, 0x80, 0xc3, 0xff);
    assert(
      property(array(integer({ min: 0, max: valid.length - 1 }), { maxLength: 8 }), change, (positions, byte) => {
        const bytes = Buffer.from(valid);
        for (const position of positions) bytes[position] = byte;
        expect(kinds).toContain(readHl7Item(bytes).kind);
      }),
      { numRuns: 2000 },
    );
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        expect(kinds).toContain(readHl7Item(Buffer.from(bytes)).kind);
        expect(kinds).toContain(readHl7Item(Buffer.concat([Buffer.from('MSH|^~\\&|'), bytes])).kind);
      }),
      { numRuns: 1000 },
    );
  });
});
