import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitHl7 } from '#lib/hl7/split-hl7';

const header = (id: string): string => `MSH|^~\\&|RIS|X|||20260102||ORU^R01|${id}|P|2.4`;
const message = (id: string): string => `${header(id)}\rPID|1||${id}`;

const split = (text: string) => {
  const { count, messageAt, ...rest } = splitHl7(Buffer.from(text, 'latin1'));
  return { ...rest, messages: Array.from({ length: count }, (_, at) => messageAt(at).toString('latin1')) };
};

describe('messages', () => {
  it.each(['\r', '\n', '\r\n', '\r\r\n'])('are told apart with segments ended by %j', (end) => {
    const [one, two] = [message('1'), message('2')].map((text) => text.replaceAll('\r', end));
    expect(split(`${end}${one}${end}${end}${two}${end}`)).toEqual({
      messages: [one, two],
      blank: 0,
      before: null,
      warnings: [],
    });
  });

  it('stand in batches, MLLP frames and behind byte order marks', () => {
    const batch = ['FHS|^~\\&|A', 'BHS|^~\\&|B', message('1'), message('2'), 'BTS|2', 'FTS|1', ''].join('\r\n');
    expect(split(batch)).toMatchObject({ messages: [message('1'), message('2')], warnings: [] });
    expect(split(`\v${message('1')}\r\x1C\r\v${message('2')}\x1C\r`).messages).toEqual([message('1'), message('2')]);
    expect(split(`\xEF\xBB\xBF${message('1')}\r\xEF\xBB\xBF${message('2')}`).messages).toHaveLength(2);
  });

  it('declare their own delimiters, each its own', () => {
    const other = 'MSH$*!%:$RIS\rPID$1';
    expect(split(`FHS$*!%:$A\r${other}\rBTS$1\r${message('1')}\r${other}\rFTS$2`)).toMatchObject({
      messages: [other, message('1'), other],
      warnings: [],
    });
  });

  it('may hold lines that only look like headers', () => {
    const text = `${header('1')}\rOBX|1|TX|C||first\rMSH: a line\rMSH-2 too\rMSH\rFTS\rBTS of it\rx\x1Cy|F`;
    expect(split(text)).toEqual({ messages: [text], blank: 0, before: null, warnings: [] });
  });

  it('are views of the payload', () => {
    const payload = Buffer.from(message('1'));
    const first = splitHl7(payload).messageAt(0);
    expect(first.buffer).toBe(payload.buffer);
  });
});

describe('what is no message', () => {
  it('is nothing in blanks', () => {
    for (const text of ['', ' \r\n\t\r', '\xEF\xBB\xBF\r\n']) {
      expect(split(text)).toEqual({ messages: [], blank: 0, before: null, warnings: [] });
    }
  });

  it('is text before the first header', () => {
    expect(split(`\n hello\nworld\r\n${message('1')}`)).toMatchObject({
      messages: [message('1')],
      before: Buffer.from(' hello\nworld'),
    });
    expect(split('hello').before?.toString()).toBe('hello');
  });

  it('is text behind trailers and between frames, told once', () => {
    const { messages, warnings } = split(
      `\v${message('1')}\r\x1C\rnoise\rnoise\r\v${message('2')}\r\x1C\rFTS|1\rnoise`,
    );
    expect(messages).toEqual([message('1'), message('2')]);
    expect(warnings).toEqual([expect.stringContaining('belongs to no message')]);
  });

  it('is a message without content', () => {
    expect(split(`${header('1')}\r`)).toMatchObject({ blank: 1, messages: [header('1')] });
    expect(split(`${header('1')}\r \r${message('2')}`)).toMatchObject({ blank: 1 });
    expect(split(`\v\x1C\r\v\r\n\x1C\r\v${message('1')}\x1C\r`)).toMatchObject({ blank: 2, messages: [message('1')] });
  });
});

describe('counts of batches', () => {
  const batchOf = (...lines: string[]): string[] => split(lines.join('\r')).warnings;

  it('may be left out, and batches too', () => {
    expect(batchOf('FHS|^~\\&', message('1'), 'FTS')).toEqual([]);
    expect(batchOf('BHS|^~\\&', message('1'), 'BTS||ok', 'BHS|^~\\&', message('2'), 'BTS|1^x')).toEqual([]);
    expect(batchOf('FHS|^~\\&', message('1'), message('2'), 'FTS|1')).toEqual([]);
    expect(batchOf('FHS|^~\\&', 'BHS|^~\\&', message('1'), 'BHS|^~\\&', message('2'), 'FTS|02')).toEqual([]);
  });

  it('are warned about when they lie', () => {
    expect(batchOf('BHS|^~\\&', message('1'), 'BTS|1', 'BHS|^~\\&', message('2'), 'BTS|3', 'FTS|1')).toEqual([
      'BTS-1 of batch 2 says 3, but 1 message(s) were found; all that were found are taken',
      'FTS-1 says 1, but 2 batch(es) were found; all that were found are taken',
    ]);
    expect(batchOf('BHS|^~\\&', message('1'), 'BTS|two')).toEqual([expect.stringContaining('is no count')]);
  });

  it('are warned about twenty times at most', () => {
    expect(batchOf(...Array.from({ length: 100 }, () => 'BTS|9'))).toHaveLength(20);
  });
});

describe('any bytes', () => {
  it('are split without a byte of a message lost', () => {
    const piece = constantFrom(
      'MSH|',
      '^~\\&',
      '|',
      '\r',
      '\n',
      '\v',
      '\x1C',
      'FHS|',
      'BTS|1',
      'OBX|',
      '\xEF\xBB\xBF',
      'A',
      ' ',
    );
    assert(
      property(array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const { messages } = split(text);
        let from = 0;
        for (const found of messages) {
          from = text.indexOf(found, from);
          expect(from).toBeGreaterThanOrEqual(0);
          expect(found.startsWith('MSH')).toBe(true);
          from += found.length;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('give every message of many, and one of many lines', () => {
    expect(splitHl7(Buffer.from(`${message('1')}\r`.repeat(250_000))).count).toBe(250_000);
    expect(splitHl7(Buffer.from(`${header('1')}\r${'OBX|1|TX|C||x\r'.repeat(100_000)}`)).count).toBe(1);
    const field = Buffer.concat([Buffer.from(`${header('1')}\rOBX|1|TX|C||`), Buffer.alloc(40_000_000, 'M')]);
    expect(splitHl7(field).messageAt(0)).toHaveLength(field.length);
  });
});
