import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';
import { FINAL, pendingAppointment, reportPath, rowsOf, submit } from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const MAX = 2_097_152;
const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

async function expectStoredExactly(reportText: string): Promise<void> {
  const id = await pendingAppointment(house);
  const answer = await submit(house, id, { ...FINAL, reportText });
  expect(answer.status).toBe(201);
  const { json } = await house.api('GET', reportPath(id));
  const sha256 = createHash('sha256').update(reportText, 'utf8').digest('hex');
  expect(json.reportText === reportText).toBe(true);
  expect(json.versions[0].sha256).toBe(sha256);
  const rows = await rowsOf(
    house,
    sql`select encode(sha256(convert_to(report_text, 'UTF8')), 'hex') as stored from report_versions
      where report_guid = ${answer.json.reportGuid}::uuid`,
  );
  expect(rows).toEqual([{ stored: sha256 }]);
}

async function expectRefused(reportText: unknown, detail: RegExp): Promise<void> {
  const id = await pendingAppointment(house);
  const answer = await submit(house, id, { ...FINAL, reportText });
  expect([answer.status, answer.json.errors?.[0]?.pointer]).toEqual([400, '/reportText']);
  expect(answer.json.detail).toMatch(detail);
}

describe('the text is stored and read back byte for byte', () => {
  test.each([
    ['one character', '.'],
    ['Windows newlines', 'FINDINGS\r\nClear.\r\n\r\nIMPRESSION\r\nNormal.\r\n'],
    ['old Mac newlines', 'a\rb\r'],
    ['mixed newlines and separators', 'a\nb\r\nc\u0085d\u2028e\u2029f\vg\fh'],
    ['tabs and leading and trailing white space', '\t\t  a \t b  \n\n '],
    ['no-break and zero-width spaces', '\u00a0a\u200b\u200d\u2060b\u3000'],
    ['a byte order mark', '\ufeffa\ufeff'],
    ['combining characters, not composed', 'e\u0301 \u0041\u030a n\u0303'],
    ['composed characters, not decomposed', '\u00e9 \u00c5 \u00f1'],
    ['a compatibility character', '\u212b \ufb01 \u2126 \u00bd'],
    ['astral characters', '😀𝒳 👩🏽‍⚕️ \u{10ffff}\u{1f9b4}'],
    ['noncharacters and the replacement character', '\ufffe\uffff\ufffd\ufdd0'],
    ['right-to-left text and its controls', 'תקין \u202eabc\u202c \u2067x\u2069'],
    ['C1 controls', Array.from({ length: 32 }, (_, at) => `${String.fromCharCode(0x80 + at)}x`).join('')],
    [
      'every C0 control but U+0000, and DEL',
      `${Array.from({ length: 31 }, (_, at) => String.fromCharCode(at + 1)).join('')}\u007f.`,
    ],
    ['HL7’s delimiters and escapes', 'MSH|^~\\&|\\F\\ \\.br\\ \\X0D\\\rOBX|1|TX'],
    ['markup, quotes and backslashes', '<script>alert("x")</script> &amp; \\" \\u0041 \' ${x} %s %00'],
    ['text that looks like JSON', '{"reportText":"a","reportText":"b"}'],
    ['SQL', "'); drop table report_versions; --"],
  ])('%s', async (_, text) => {
    await expectStoredExactly(text);
  });

  test('one byte for each of the 65,000 characters of the basic plane that can stand alone', async () => {
    const codes = Array.from({ length: 0xffff }, (_, at) => at + 1).filter((code) => code < 0xd800 || code > 0xdfff);
    await expectStoredExactly(String.fromCharCode(...codes));
  });

  test('characters written as escapes', async () => {
    const id = await pendingAppointment(house);
    const body = '{"reportText":"\\u00e9\\ud83d\\ude00\\u0001\\/\\b\\f\\n\\r\\t","reportStatus":"final"}';
    const headers = { 'content-type': 'application/json' };
    expect((await submit(house, id, body, { headers })).status).toBe(201);
    expect((await house.api('GET', reportPath(id))).json.reportText).toBe('é😀\u0001/\b\f\n\r\t');
  });
});

describe('the limit is 2,097,152 bytes of UTF-8', () => {
  const full = (unit: string) => unit.repeat(Math.floor(MAX / bytesOf(unit))) + '.'.repeat(MAX % bytesOf(unit));

  test.each([
    ['one-byte', 'x'],
    ['two-byte', 'é'],
    ['three-byte', '€'],
    ['four-byte', '😀'],
    ['escaped', '\u0001'],
    ['newlines', '\r\n'],
  ])('exactly that many in %s characters are stored, one more is 400', async (_, unit) => {
    const text = unit.trim() === '' ? `${full(unit).slice(0, -1)}x` : full(unit);
    expect(bytesOf(text)).toBe(MAX);
    await expectStoredExactly(text);
    await expectRefused(`${text}.`, /2097152 bytes/);
  });

  test('characters are not what is counted', async () => {
    await expectRefused('€'.repeat(MAX / 2), /2097152 bytes/);
  });
});

describe('a text is 400', () => {
  test.each([
    ['empty', '', /must not be blank/],
    ['of spaces', '   ', /must not be blank/],
    [
      'of every kind of white space',
      ' \t\n\r\v\f\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\ufeff',
      /must not be blank/,
    ],
    ['with U+0000', 'a\0b', /cannot be stored exactly/],
    ['that is missing', undefined, /reportText/],
    ['that is null', null, /reportText/],
    ['that is a number', 7, /reportText/],
    ['that is a list', ['a'], /reportText/],
    ['that is an object', { text: 'a' }, /reportText/],
  ])('%s', async (_, text, detail) => {
    await expectRefused(text, detail);
  });
});
