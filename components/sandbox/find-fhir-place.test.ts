import { expect, test } from 'vitest';
import { findFhirPlace } from '#components/sandbox/find-fhir-place';

const bundle = {
  resourceType: 'Bundle',
  note: 'a "quoted" } brace \\',
  entry: [
    { resource: { resourceType: 'Patient' } },
    { resource: { status: 'final', issued: null, name: [1, [2, 3]] } },
  ],
};
const line = JSON.stringify(bundle);
const pretty = JSON.stringify(bundle, null, 2);

const at = (text: string, item: number, place: string) => {
  const range = findFhirPlace(text, item, place);
  return range && text.slice(range.start, range.end);
};

test.each([
  ['Bundle.entry[1].resource.status', '"final"'],
  ['Bundle.entry[0].resource', '{"resourceType":"Patient"}'],
  ['Bundle.entry[1].resource.name[1][0]', '2'],
  ['Bundle.entry[1].resource.issued', 'null'],
  ['Bundle', line],
])('%s is found in a line and in many', (place, written) => {
  expect(at(line, 1, place)).toBe(written);
  expect(at(`\n\n${line}\n${line}\n`, 2, place)).toBe(written);
  expect(JSON.parse(at(`\n${pretty}\n`, 1, place) ?? '')).toEqual(JSON.parse(written));
});

test('what is not written gives the innermost that is, and no Bundle nothing', () => {
  expect(at(line, 1, 'Bundle.entry[1].resource.status.extension[0]')).toBe('"final"');
  expect(at(line, 1, 'Bundle.entry[7].resource')).toBe(JSON.stringify(bundle.entry));
  expect(at(line, 2, 'Bundle.entry')).toBeNull();
  expect(at(' \n ', 1, 'Bundle')).toBeNull();
});

test.each(['{"a":', '{"a', '{"a":"b', '[', '}', '{"a":{"b":1}'])(
  'what is no whole JSON, as %s, ends the search',
  (text) => {
    const range = findFhirPlace(text, 1, 'Bundle.a.b');
    expect(range === null || (range.start >= 0 && range.end <= text.length)).toBe(true);
  },
);
