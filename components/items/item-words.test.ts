import { expect, test } from 'vitest';
import { itemsAddress, readItemsAddress } from '#components/items/item-words';

test.each([
  ['', { state: 'all', item: null }],
  ['items=errors', { state: 'errors', item: null }],
  ['items=nonsense&item=0', { state: 'all', item: null }],
  ['item=37', { state: 'all', item: 37 }],
  ['item=1e9', { state: 'all', item: null }],
])('the address “%s” asks for %o', (query, asked) => {
  expect(readItemsAddress(new URLSearchParams(query))).toEqual(asked);
});

test('an address keeps what else it says, and leaves the raw view', () => {
  const params = new URLSearchParams('organization=acme&items=errors&view=json');
  expect(itemsAddress('/upload', params, { state: 'unmatched', item: null })).toBe(
    '/upload?organization=acme&items=unmatched',
  );
  expect(itemsAddress('/submissions/7', new URLSearchParams(), { state: 'all', item: 37 })).toBe(
    '/submissions/7?item=37',
  );
  expect(itemsAddress('/submissions/7', new URLSearchParams('item=3'), { state: 'all', item: null })).toBe(
    '/submissions/7',
  );
});
