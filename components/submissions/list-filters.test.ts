import { expect, test } from 'vitest';
import { breakdownQuery, listAddress, listQuery, readFilters } from '#components/submissions/list-filters';

test('filters survive the way into the address and back', () => {
  const filters = {
    status: 'Waiting to Deliver',
    destination: 'acme.ehr',
    destinationStatus: 'failed',
    filterType: 'ROUTING_FILTER',
    sender: 'partner',
    since: '2026-11-20T00:00:00+11:00',
    until: '2026-11-22T12:59:59.999Z',
  };
  const address = new URL(listAddress('acme', filters), 'http://portal');
  expect(readFilters(address.searchParams)).toEqual(filters);
  expect(address.searchParams.get('organization')).toBe('acme');
});

test('free text never enters the address', () => {
  expect(readFilters(new URLSearchParams('q=ACC1&status=Delivered'))).toEqual({ status: 'Delivered' });
  expect(listAddress(null, { q: 'ACC1' } as object)).toBe('/submissions');
});

test.each(['status=Nonsense', 'filterType=toString', 'since=yesterday', 'until=2026-99-99T00:00:00Z', 'sender=a%20b'])(
  'what the list would not understand is left out: %s',
  (query) => {
    expect(readFilters(new URLSearchParams(query))).toEqual({});
  },
);

test('the figures count what date, sender and search leave, whatever is picked among them', () => {
  const filters = { status: 'Delivered', destination: 'acme.ehr', destinationStatus: 'failed', sender: 'partner' };
  expect(breakdownQuery(filters, 'ACC1', 'UTC')).toEqual({ sender: 'partner', q: 'ACC1', timeZone: 'UTC' });
});

test('the first page without a search asks for the filters alone', () => {
  expect(listQuery({ status: 'Delivered' }, '', undefined)).toEqual({ status: 'Delivered' });
});
