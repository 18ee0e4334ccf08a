import { expect, test } from 'vitest';
import { fieldFrom } from './field-walk.tsx';

const TEXT = 'The [side] kidney of [size] mm, [F-18].';
const SIDE = { from: 4, to: 10 };
const SIZE = { from: 21, to: 27 };

test('the next field is the one after the selection, around the end', () => {
  expect(fieldFrom(TEXT, { from: 0, to: 0 }, 'next')).toEqual(SIDE);
  expect(fieldFrom(TEXT, SIDE, 'next')).toEqual(SIZE);
  expect(fieldFrom(TEXT, SIZE, 'next')).toEqual(SIDE);
});

test('the previous field is the one before the selection, around the beginning', () => {
  expect(fieldFrom(TEXT, SIZE, 'previous')).toEqual(SIDE);
  expect(fieldFrom(TEXT, SIDE, 'previous')).toEqual(SIZE);
});

test('a caret at a field’s edge visits that field', () => {
  expect(fieldFrom(TEXT, { from: 4, to: 4 }, 'next')).toEqual(SIDE);
  expect(fieldFrom(TEXT, { from: 10, to: 10 }, 'previous')).toEqual(SIDE);
});

test('a text without fields has none to visit', () => {
  expect(fieldFrom('Nodule of 4 mm, [F-18].', { from: 0, to: 0 }, 'next')).toBeNull();
});

test('in a long text the fields around the caret are found at their own places', () => {
  const long = `${'A line of words.\n'.repeat(60_000)}[far]\n${'More.\n'.repeat(60_000)}`;
  const at = long.indexOf('[far]');
  expect(fieldFrom(long, { from: at - 100, to: at - 100 }, 'next')).toEqual({ from: at, to: at + 5 });
});
