import { expect, test } from 'vitest';
import { checkPayload, MOST_BYTES } from '#components/upload/check-payload';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
const check = (text: string, format: 'HL7' | 'FHIR') => checkPayload(text.length, bytes(text), format);

test.each([
  ['HL7', 'MSH|^~\\&|'],
  ['HL7', 'FHS|^~\\&|'],
  ['HL7', '\x0bMSH|^~\\&|'],
  ['HL7', '\xef\xbb\xbf\r\nMSH|'],
  ['FHIR', '{"resourceType":"Bundle"}'],
] as const)('nothing is amiss with %s that begins %j', (format, text) => {
  expect(check(text, format)).toBeNull();
});

test('what is empty, blank or too large is not sent', () => {
  expect(check('', 'HL7')).toMatchObject({ blocks: true, text: expect.stringContaining('empty') });
  expect(check(' \r\n', 'FHIR')).toMatchObject({ blocks: true });
  expect(checkPayload(MOST_BYTES + 1, bytes('MSH|'), 'HL7')).toEqual({
    blocks: true,
    text: 'It has 50,000,001 bytes, and 50,000,000 is the most. Split it into several files.',
  });
  expect(checkPayload(MOST_BYTES, bytes('MSH|'), 'HL7')).toBeNull();
});

test.each([
  ['HL7', '{"resourceType":"Bundle"}', 'It looks like FHIR.'],
  ['FHIR', 'MSH|^~\\&|', 'Choose a sender of HL7.'],
  ['HL7', '%PDF-1.7', 'It looks like a PDF.'],
  ['HL7', 'PK\x03\x04', 'a ZIP archive'],
  ['FHIR', '<Bundle/>', 'It does not begin like any payload.'],
] as const)('for a sender of %s, what begins %j is told, and can be sent all the same', (format, text, words) => {
  expect(check(text, format)).toMatchObject({ blocks: false, text: expect.stringContaining(words) });
});
