import { expect, test } from 'vitest';
import { findFields } from '#lib/checks/fields';

const read = (text: string) => findFields(text).map(({ from, to }) => text.slice(from, to));

test('fields are found in order, with their brackets', () => {
  const text = 'Nodule of [size] mm in the [side] lobe.\n[left|right] [n] [Describe the joint, if it is seen.]';
  expect(read(text)).toEqual(['[size]', '[side]', '[left|right]', '[n]', '[Describe the joint, if it is seen.]']);
});

test.each(['[]', '[ ]', '[***]', '[___]', '[...]', '[?]', '[SIDE]', '[größe]'])('%s is a field', (field) => {
  expect(read(`Mass ${field} seen.`)).toEqual([field]);
});

test('of nested brackets the inner ones are the field', () => {
  expect(read('[[side]]')).toEqual(['[side]']);
});

test.each([
  'As described before [1], [12] and [1, 2].',
  'Chloride 101 [98-107 mmol/L], [3.5–5.0], [-2.5], [< 5].',
  'Attribute [0008,0060], root [1.2.840.10008].',
  '"no fraktur [sic]" [sic!] [redacted] [REDACTED] [see comment]',
  'After 250 MBq [18F]FDG, [F-18]FDG, [Tc-99m]HDP and [Ga68]DOTATATE.',
  '[x] contrast given\n[ ] oral contrast\n[X] consent',
  'An open [bracket\nand a closed] one',
  `[${'long '.repeat(30)}]`,
])('no field in: %s', (text) => {
  expect(read(text)).toEqual([]);
});
