import { expect, test } from 'vitest';
import {
  asReceivedBefore,
  clearFilters,
  countFilters,
  questionOf,
  readFilters,
  worklistAddress,
} from '#components/worklist/worklist-filters';

const read = (query: string) => readFilters(new URLSearchParams(query));

test('an address is read and written alike, and the usual is left out', () => {
  for (const address of [
    '/',
    '/?view=stat',
    '/?sort=patient&direction=desc&modality=CT&modality=MR&site=A%26B&age=4h',
  ]) {
    expect(worklistAddress(read(address.slice(2)))).toBe(address);
  }
});

test('what the list would not understand is left out', () => {
  const long = 'x'.repeat(256);
  const filters = read(`view=none&sort=name&direction=up&priority=SOON&age=1w&modality=&site=${long}&q=DOE`);
  expect(worklistAddress(filters)).toBe('/');
  expect(countFilters(filters)).toBe(0);
});

test('free text is asked for, but never in the address', () => {
  const filters = read('modality=CT');
  expect(questionOf(filters, 'DOE')).toMatchObject({ text: 'DOE', modalities: ['CT'] });
  expect(worklistAddress(filters)).not.toContain('DOE');
});

test('clearing leaves view and order', () => {
  expect(worklistAddress(clearFilters(read('view=stat&sort=site&modality=CT&age=1d')))).toBe('/?view=stat&sort=site');
});

test('an age is asked for as the instant that it means now', () => {
  const question = questionOf(read('age=4h'), '');
  expect(questionOf(read('age=4h'), '')).toEqual(question);
  expect(asReceivedBefore(question, Date.parse('2026-11-25T10:00:00Z'))).toMatchObject({
    receivedBefore: '2026-11-25T06:00:00.000Z',
  });
});
