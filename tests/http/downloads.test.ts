import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHistoryHouse, type HistoryHouse } from './history-house.ts';
import { FINAL } from './partner.ts';

let house: HistoryHouse;
beforeAll(async () => {
  house = await openHistoryHouse();
});
afterAll(() => house.close());

/** The newest file that waits to be fetched. */
async function newFile(): Promise<{ path: string; state: () => Promise<string> }> {
  await house.send('acme', FINAL);
  const list = () => house.api('GET', '/api/waters/org/acme/deliveries?receiver=archive&pageSize=500');
  const { reportId } = (await list()).json[0];
  return {
    path: `/api/waters/report/${reportId}/content`,
    state: async () => (await list()).json.find((file: { reportId: string }) => file.reportId === reportId).state,
  };
}

test('asking for the head of a file is refused and records no download', async () => {
  const { path, state } = await newFile();
  const answer = await house.api('HEAD', path);
  expect([answer.status, answer.headers.get('allow'), await state()]).toEqual([405, 'GET', 'ready']);
  expect((await house.api('HEAD', path, { token: null })).status).toBe(401);
});

describe('a signed-in browser fetches a file', () => {
  test.each<[string, Record<string, string>, number, string]>([
    ['from a page of ours', { 'sec-fetch-site': 'same-origin' }, 200, 'downloaded'],
    ['from the address bar', { 'sec-fetch-site': 'none' }, 200, 'downloaded'],
    ['not from another site', { 'sec-fetch-site': 'cross-site' }, 401, 'ready'],
    ['not from a sibling host', { 'sec-fetch-site': 'same-site' }, 401, 'ready'],
  ])('%s', async (_, headers, status, state) => {
    const file = await newFile();
    const cookie = await house.cookieOf('admin@acme.test');
    const answer = await house.api('GET', file.path, { cookie, headers });
    expect([answer.status, await file.state()]).toEqual([status, state]);
  });

  test.each<[string, (url: string) => Record<string, string>, number]>([
    ['from a page of ours', (url) => ({ referer: `${url}/submissions/1` }), 200],
    ['not from a page of others', () => ({ referer: 'https://evil.test/' }), 401],
    ['not from a page that does not tell', () => ({}), 401],
  ])('on plain http, without fetch metadata, %s', async (_, headersOf, status) => {
    const { path } = await newFile();
    const headers = { cookie: await house.cookieOf('admin@acme.test'), ...headersOf(house.url) };
    expect((await house.api('GET', path, { token: null, headers })).status).toBe(status);
  });
});
