import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '#db/client';
import type { SessionClaims } from '#lib/identity/session-cookie';
import { signInSubject, type Subject } from '#lib/identity/sign-in-subject';
import { openHouse, type House } from '../support/open-house.ts';

const SETTINGS = `
organizations:
  - name: acme
    description: Acme Imaging
    timeZone: Australia/Melbourne
    idleLockMinutes: 25
    sessionHours: 8
    users:
      - { email: Rad@Acme.test, name: Dr Ada Reid, roles: { acme: clinician } }
      - { email: racer@acme.test, name: Sam Ng, roles: { acme: clinician } }
      - { email: moved@acme.test, name: Kit Oda, roles: { acme: clinician } }
      - { email: gone@acme.test, name: Lee Ott, roles: { acme: clinician } }
`;

let house: House;
let db: Database;
beforeAll(async () => {
  house = await openHouse({ settings: SETTINGS });
  db = house.db;
});
afterAll(() => house.close());
beforeEach(() => db.execute(sql`delete from rate_counters`));

const ISSUER = 'https://login.acme.test';
const signIn = (subject: Partial<Subject>, over: SessionClaims | null = null) =>
  signInSubject(
    house.context,
    { issuer: ISSUER, subject: 's-1', email: null, emailVerified: true, ...subject },
    { address: '192.0.2.1', over },
  );

const refused = (why: string) => ({ kind: 'refused', why });

test('the first sign-in is by the verified address in any case, with the limits of the organizations', async () => {
  const outcome = await signIn({ subject: 's-rad', email: ' rad@ACME.test' });
  if (outcome.kind !== 'signed-in') throw new Error(outcome.why);
  const { rows } = await db.execute(sql`
    select u.email, s.idle_limit_minutes as idle, round(extract(epoch from s.expires_at - now()) / 3600)::int as hours
    from sessions s join users u on u.id = s.user_id
    where s.id = ${outcome.claims.sessionId}::uuid and u.id = ${outcome.claims.userId}::uuid`);
  expect(rows).toEqual([{ email: 'Rad@Acme.test', idle: 25, hours: 8 }]);
});

test('a session that the browser had before ends', async () => {
  const over = await signIn({ subject: 's-rad', email: 'rad@acme.test' });
  if (over.kind !== 'signed-in') throw new Error(over.why);
  expect((await signIn({ subject: 's-moved', email: 'moved@acme.test' }, over.claims)).kind).toBe('signed-in');
  const { rows } = await db.execute(
    sql`select ended_at is not null as ended from sessions where id = ${over.claims.sessionId}::uuid`,
  );
  expect(rows).toEqual([{ ended: true }]);
});

test('from then on the subject counts, whatever its address says; another subject with the address is refused', async () => {
  const first = await signIn({ subject: 's-moved', email: 'moved@acme.test' });
  const later = await signIn({ subject: 's-moved', email: 'elsewhere@acme.test', emailVerified: false });
  const users = [first, later].map((outcome) => outcome.kind === 'signed-in' && outcome.claims.userId);
  expect(users[0]).toBeTruthy();
  expect(users[1]).toBe(users[0]);
  expect(await signIn({ subject: 's-successor', email: 'moved@acme.test' })).toEqual(refused('linked'));
  expect(await signIn({ issuer: 'https://other.test', subject: 's-moved', email: null })).toEqual(
    refused('unverified'),
  );
});

test('nobody becomes a user: unknown, unverified and absent addresses are refused', async () => {
  const count = async () => (await db.execute(sql`select count(*) from users`)).rows;
  const before = await count();
  expect(await signIn({ subject: 's-2', email: 'nobody@acme.test' })).toEqual(refused('unknown'));
  expect(await signIn({ subject: 's-2', email: 'gone@acme.test', emailVerified: false })).toEqual(
    refused('unverified'),
  );
  expect(await signIn({ subject: 's-2' })).toEqual(refused('unverified'));
  expect(await count()).toEqual(before);
});

test('a disabled user is refused, linked or not, and not linked by trying', async () => {
  await db.execute(sql`update users set disabled_at = now() where email = 'gone@acme.test'`);
  expect(await signIn({ subject: 's-gone', email: 'gone@acme.test' })).toEqual(refused('disabled'));
  await db.execute(sql`update users set disabled_at = null where email = 'gone@acme.test'`);
  expect((await signIn({ subject: 's-back', email: 'gone@acme.test' })).kind).toBe('signed-in');
  await db.execute(sql`update users set disabled_at = now() where email = 'gone@acme.test'`);
  expect(await signIn({ subject: 's-back', email: 'gone@acme.test' })).toEqual(refused('disabled'));
});

test('of two subjects that come first at once with one address, one is linked and the other refused', async () => {
  const outcomes = await Promise.all(['s-a', 's-b'].map((subject) => signIn({ subject, email: 'racer@acme.test' })));
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'signed-in']);
  expect(outcomes).toContainEqual(refused('linked'));
});

test('each is audited by ids alone', async () => {
  const { rows: before } = await db.execute<{ id: string }>(sql`select coalesce(max(id), 0) as id from audit_events`);
  await signIn({ subject: 's-rad' });
  await signIn({ subject: 's-3', email: 'nobody@acme.test' });
  const { rows } = await db.execute(sql`select action, organization, entity, entity_id, detail from audit_events
    where id > ${before[0]?.id} order by id`);
  expect(rows).toMatchObject([
    { action: 'session.start', organization: 'acme', entity: 'session', detail: { by: 'provider' } },
    { action: 'session.refuse', organization: null, entity: 'subject', detail: { by: 'provider', why: 'unknown' } },
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/@|s-3/);
});
