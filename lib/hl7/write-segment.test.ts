import { expect, test } from 'vitest';
import { components, segment, subcomponents, value } from '#lib/hl7/write-segment';

test('fields stand at their numbers, and nothing follows the last that says something', () => {
  expect(segment('OBR', { 1: '1', 4: 'a^b', 9: '' })).toBe('OBR|1|||a^b\r');
  expect(segment('PV1', {})).toBe('PV1\r');
});

test('a header’s first field is the separator itself', () => {
  expect(segment('MSH', { 2: '^~\\&', 3: 'A', 12: '2.5.1' })).toBe('MSH|^~\\&|A|||||||||2.5.1\r');
});

test('values are escaped, and the explicit null is written only on purpose', () => {
  expect(value('a|b^c~d\\e&f\r\n\u0001')).toBe('a\\F\\b\\S\\c\\R\\d\\E\\e\\T\\f\\X0D\\\\X0A\\\\X01\\');
  expect(value('""')).toBe('\\X22\\"');
  expect(value('say ""')).toBe('say ""');
  expect([value(null), value(undefined), value('')]).toEqual(['', '', '']);
});

test('empty components at the end are left out, those before are kept', () => {
  expect(components('', 'a', '', '')).toBe('^a');
  expect(subcomponents('', 'GDT')).toBe('&GDT');
});
