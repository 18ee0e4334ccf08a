import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('a test is told as JSON, a line each; an unknown destination is 404 before anything is told', async () => {
  const cookie = await house.cookieOf('admin@acme.test');
  const { status, headers, text } = await house.api('POST', '/api/settings/acme/destinations/ehr/test', { cookie });
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'application/x-ndjson; charset=utf-8',
    'no-store',
  ]);
  const told = text.trimEnd().split('\n');
  expect(told.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      step: 'nothing',
      state: 'done',
      milliseconds: 0,
      text: 'There is nothing to test: its files go nowhere and count as sent.',
      certificates: [],
      words: [],
    },
  ]);
  const unknown = await house.api('POST', '/api/settings/acme/destinations/nobody/test', { cookie });
  expect([unknown.status, unknown.json.type]).toEqual([404, 'urn:qubs:integrations:not-found']);
});
