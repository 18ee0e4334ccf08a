import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { itemDoors } from '../http/item-doors.ts';
import { openHouse, type ApiRequest, type House } from '../support/open-house.ts';
import { DOOR, message, post } from './payloads.ts';

let house: House;
let submissionId: number;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
  submissionId = (await post(house, message({ text: 'CANARY of acme' }).hl7)).json.submissionId;
  while (await itemisePayloads(house.context));
});
afterAll(() => house.close());

const state = async () =>
  (
    await house.db.execute(sql`select (select count(*) from submissions) as submissions,
    (select json_agg(u order by u.item_index) from unmatched_items u) as unmatched,
    (select count(*) from report_versions) as versions`)
  ).rows[0];

const FOREIGN: [string, () => Promise<ApiRequest>][] = [
  ['client', async () => ({ token: await house.tokenOf('zenith-ris') })],
  ['clinician', async () => ({ token: null, cookie: await house.cookieOf('rad@zenith.test') })],
];

const FOR_PEOPLE = new Set(['fileItem', 'setAsideItem']);

test.each(FOREIGN)('another organization’s %s finds an item as little as one that does not exist', async (who, ask) => {
  const request = await ask();
  const before = await state();
  for (const { name, method, path, body } of itemDoors()) {
    for (const id of [String(submissionId), '999999']) {
      const answer = await house.api(method, path(id), { ...request, body });
      // Filing is for people; a client is told so before anything is looked for.
      const refused =
        who === 'client' && FOR_PEOPLE.has(name) ? [401, 'Unauthorized'] : [404, `${id} is not a valid report`];
      expect([name, answer.status, answer.json.error]).toEqual([name, ...refused]);
    }
  }
  expect(await state()).toEqual(before);
});

const ADDRESSES = ['/api/waters/report', '/api/waters', '/api/report', '/api/reports', '/api/validate'];

test.each(FOREIGN)(
  'another organization’s %s sends nothing for this one, whether its sender exists or not',
  async (_, ask) => {
    const request = await ask();
    const before = await state();
    for (const address of ADDRESSES) {
      for (const client of ['acme', 'acme.default', 'acme.nobody', 'nobody']) {
        const headers = { client, 'content-type': 'application/hl7-v2' };
        const answer = await house.api('POST', address, { ...request, body: message().hl7, headers });
        expect([address, client, answer.status, answer.json]).toEqual([
          address,
          client,
          401,
          { error: 'Unauthorized' },
        ]);
      }
    }
    expect(await state()).toEqual(before);
  },
);

test('nor does one of its own that may only read', async () => {
  const token = await house.tokenOf('acme-viewer');
  expect((await post(house, message().hl7, { token })).status).toBe(401);
  const validated = await house.api('POST', '/api/validate', {
    token,
    body: message().hl7,
    headers: { client: 'acme', 'content-type': 'application/hl7-v2' },
  });
  expect(validated.status).toBe(401);
});
