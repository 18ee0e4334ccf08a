import { describe, expect, it } from 'vitest';
import { decodeHl7 } from '#lib/hl7/charset';

const bytesOf = (declared: string, name: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`MSH|^~\\&|RIS||||20260102||ORU^R01|M1|P|2.5||||||${declared}\rPID|1||A||`), name]);

const read = (declared: string, name: Buffer) => {
  const decoding = decodeHl7(bytesOf(declared, name));
  return decoding.kind === 'text'
    ? [decoding.text.split('|').at(-1), decoding.encoding, decoding.warnings.length]
    : decoding.reason;
};

const zoe = Buffer.from('Zoë');
const zoeLatin1 = Buffer.from('Zoë', 'latin1');

describe('the character set that MSH-18 declares', () => {
  it.each(['UNICODE UTF-8', 'utf8', 'UTF-8', 'UNICODE', 'UNICODE UTF-8~ISO IR87'])('%s is UTF-8', (declared) => {
    expect(read(declared, zoe)).toEqual(['Zoë', 'utf-8', 0]);
  });

  it.each(['8859/1', 'ISO-8859-1', 'ISO_8859-1', 'ISO IR100', 'iso8859/1', 'latin1'])(
    '%s is ISO-8859-1',
    (declared) => {
      expect(read(declared, zoeLatin1)).toEqual(['Zoë', 'iso-8859-1', 0]);
    },
  );

  it.each([
    ['8859/15', [0xa4], '€'],
    ['8859/2', [0xb3], 'ł'],
    ['8859/7', [0xc1], 'Α'],
    ['GB 18030-2000', [0xd5, 0xc5], '张'],
    ['KS X 1001', [0xb1, 0xe8], '김'],
    ['BIG-5', [0xb7, 0x5e], '愆'],
    ['~ISO IR87', [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x1b, 0x28, 0x42], '山'],
  ])('%s is read by the platform', (declared, bytes, text) => {
    expect(read(declared, Buffer.from(bytes))).toEqual([text, expect.any(String), 0]);
  });
});

describe('bytes that contradict it', () => {
  it('lose nothing, with a warning', () => {
    expect(read('UNICODE UTF-8', zoeLatin1)).toEqual(['Zoë', 'iso-8859-1', 1]);
    expect(read('8859/1', zoe)).toEqual(['Zoë', 'utf-8', 1]);
    expect(read('ASCII', zoe)).toEqual(['Zoë', 'utf-8', 1]);
    expect(read('ASCII', zoeLatin1)).toEqual(['Zoë', 'iso-8859-1', 1]);
    expect(read('UNICODE UTF-16', zoe)).toEqual(['Zoë', 'utf-8', 1]);
    expect(read('8859/7', Buffer.from([0xff, 0xff]))).toContain('not written in iso-8859-7');
  });

  it('are UTF-8, else ISO-8859-1 with a warning, when nothing is declared', () => {
    expect(read('', zoe)).toEqual(['Zoë', 'utf-8', 0]);
    expect(read('', zoeLatin1)).toEqual(['Zoë', 'iso-8859-1', 1]);
  });

  it('are not guessed at in a set that writes its characters in several bytes', () => {
    expect(read('GB 18030-2000', Buffer.from([0xff, 0xff]))).toContain('not written in gb18030');
    expect(read('GB 18030-2000', Buffer.from('李小龙'))).not.toContain('unreadable');
  });
});

it('reads a message in plain ASCII whatever set it names, and nothing else of a set unknown here', () => {
  expect(read('CNS 11643-1992', Buffer.from('Zoe'))).toEqual(['Zoe', 'utf-8', 1]);
  expect(read('CNS 11643-1992', zoe)).toContain('not read here');
});
