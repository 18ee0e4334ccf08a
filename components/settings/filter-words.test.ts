import { expect, test } from 'vitest';
import { FIELD_GROUPS, FUNCTION_WORDS } from '#components/settings/filter-words';
import { FIELD_NAMES } from '#lib/routing/contract';
import { parseFilter } from '#lib/routing/parse-filter';

test.each(Object.entries(FUNCTION_WORDS))('the example of %s is an expression of it', (name, { example }) => {
  expect(parseFilter(example)).toMatchObject({ ok: true, filter: { name } });
});

test('every field is told, once', () => {
  expect(FIELD_GROUPS.flatMap(({ fields }) => fields).sort()).toEqual([...FIELD_NAMES].sort());
});
