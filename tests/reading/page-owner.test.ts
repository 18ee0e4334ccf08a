import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FINAL, reportingPath, reportPath } from '../http/partner.ts';
import { openReadingHouse, type Person, type ReadingHouse, TABS } from './reading-house.ts';

let house: ReadingHouse;
beforeAll(async () => {
  house = await openReadingHouse();
});
afterAll(() => house.close());

const idOf = async (person: Person): Promise<string> => (await house.as(person, 'GET', '/api/profile')).json.userId;

/** Calls from a page of `owner`, in a browser that is `person`'s by now. */
async function fromPageOf(owner: Person, person: Person, method: string, path: string, body?: unknown) {
  const headers = { 'readout-user': await idOf(owner), 'if-match': '"0"' };
  return house.as(person, method, path, { headers, body });
}

/** Everything that a call may have left behind. */
async function stored(): Promise<unknown> {
  const { rows } = await house.db.execute(sql`select (select count(*) from drafts) as drafts,
    (select count(*) from draft_versions) as set_aside, (select count(*) from claims) as claims,
    (select count(*) from report_versions) as versions, (select count(*) from comments) as comments,
    (select count(*) from audit_events) as events, (select string_agg(name, ',' order by id) from users) as names,
    (select count(*) from sessions where ended_at is not null) as ended`);
  return rows;
}

describe('a call from one person’s page never runs as another who signed in since', () => {
  const WRITES: [string, string, (id: string) => string, unknown][] = [
    ['claims', 'POST', (id) => `${reportingPath(id)}/claim`, { tab: TABS.ben }],
    ['drafts', 'PUT', (id) => `${reportingPath(id)}/draft`, { tab: TABS.ben, reportText: 'Ada’s words' }],
    ['words set aside', 'POST', (id) => `${reportingPath(id)}/draft/versions`, { reportText: 'Ada’s words' }],
    ['discarding', 'POST', (id) => `${reportingPath(id)}/draft/discard`, undefined],
    ['signing', 'POST', (id) => reportPath(id), FINAL],
    ['comments', 'POST', (id) => `${reportingPath(id)}/comments`, { commentText: 'Ada’s comment' }],
    ['the name', 'PUT', () => '/api/profile', { name: 'Dr Ada Reid', email: 'ben@acme.test' }],
    ['activity', 'POST', () => '/api/session/activity', undefined],
  ];
  test.each(WRITES)('%s', async (_, method, pathOf, body) => {
    const path = pathOf(await house.appointment());
    const before = await stored();
    const refused = await fromPageOf('ada', 'ben', method, path, body);
    expect(refused).toMatchObject({ status: 401, json: { type: 'urn:qubs:integrations:unauthorized' } });
    expect(await stored()).toEqual(before);
    expect((await fromPageOf('ben', 'ben', method, path, body)).status).toBeLessThan(300);
  });

  test('signing out', async () => {
    expect((await fromPageOf('ada', 'ben', 'POST', '/api/session/end')).status).toBe(401);
    expect((await fromPageOf('ben', 'ben', 'GET', '/api/profile')).status).toBe(200);
  });

  test('reads', async () => {
    const id = await house.appointment();
    await house.claim('ben', id);
    await house.save('ben', id, 0, { reportText: 'Ben’s words' });
    for (const path of [`${reportingPath(id)}/draft`, '/api/waters/org/acme/submissions', '/api/profile']) {
      const refused = await fromPageOf('ada', 'ben', 'GET', path);
      expect([path, refused.status]).toEqual([path, 401]);
      expect(refused.text).not.toContain('Ben');
      expect((await fromPageOf('ben', 'ben', 'GET', path)).status).toBe(200);
    }
  });
});

test('a change has to say whose page it comes from; a read may be an address that somebody typed', async () => {
  const id = await house.appointment();
  const cookie = await house.cookieOf('ada@acme.test');
  const plain = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const unnamed = (method: string, path: string, body?: object) =>
    fetch(`${house.url}${path}`, { method, headers: plain, body: body && JSON.stringify(body) });
  expect((await unnamed('POST', reportPath(id), FINAL)).status).toBe(401);
  expect((await house.api('GET', reportPath(id))).status).toBe(404);
  expect((await unnamed('GET', '/api/profile')).status).toBe(200);
});

test('a client’s token is nobody’s session: what it names changes nothing', async () => {
  const id = await house.appointment();
  const token = await house.tokenOf('acme-ris');
  const headers = { 'readout-user': await idOf('ada') };
  expect((await house.api('POST', reportPath(id), { token, headers, body: FINAL })).status).toBe(201);
});
