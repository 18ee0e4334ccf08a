import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '#db/client';
import type { SessionClaims } from '#lib/identity/session-cookie';
import { signIn, type SignInAttempt } from '#lib/identity/sign-in';
import { isBlocked } from '../support/blocked.ts';
import { openHouse, type House } from '../support/open-house.ts';
import { until } from '../support/until.ts';

const SETTINGS = `
organizations:
  - name: acme
    description: Acme Imaging
    timeZone: Australia/Melbourne
    idleLockMinutes: 25
    sessionHours: 12
    users:
      - { email: Rad@Acme.test, name: Dr Ada Reid, password: Reading-room-1, roles: { acme: clinician } }
      - { email: both@acme.test, name: Sam Ng, password: Reading-room-1, roles: { acme: admin, zenith: clinician } }
      - { email: gone@acme.test, name: Lee Ott, password: Reading-room-1, roles: { acme: clinician } }
      - { email: sso@acme.test, name: Kit Oda, roles: { acme: clinician } }
      - { email: root@readout.test, name: Root, password: Reading-room-1, roles: { "*": admin } }
  - name: zenith
    description: Zenith Radiology
    timeZone: Europe/Vienna
    idleLockMinutes: 40
    sessionHours: 8
`;

let house: House;
let db: Database;
beforeAll(async () => {
  house = await openHouse({ settings: SETTINGS });
  db = house.db;
  await db.execute(sql`update users set disabled_at = now() where email = 'gone@acme.test'`);
});
afterAll(() => house.close());
beforeEach(() => db.execute(sql`delete from rate_counters`));

const attempt = (email: string, more: Partial<SignInAttempt> = {}) =>
  signIn(house.context, { email, password: 'Reading-room-1', address: '192.0.2.1', over: null, ...more });

const count = async (table: 'sessions' | 'audit_events'): Promise<number> => {
  const { rows } = await db.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(table)}`);
  return rows[0]?.n ?? 0;
};

/** Runs `work` without a minute's end in its middle: the counters begin anew with each minute. */
async function withinOneMinute<Result>(work: () => Promise<Result>): Promise<Result> {
  const minute = async () => {
    const { rows } = await db.execute<{ minute: number }>(
      sql`select floor(extract(epoch from now()) / 60)::int as minute`,
    );
    return rows[0]?.minute;
  };
  for (;;) {
    await db.execute(sql`delete from rate_counters`);
    const before = await minute();
    const result = await work();
    if ((await minute()) === before) return result;
  }
}

test('the right password opens a session of that user, whatever the case of the address', async () => {
  const claims = await attempt(' rad@ACME.test ');
  const { rows } = await db.execute<{ email: string; idle: number; hours: number }>(sql`
    select u.email, s.idle_limit_minutes as idle, round(extract(epoch from s.expires_at - now()) / 3600)::int as hours
    from sessions s join users u on u.id = s.user_id where s.id = ${claims?.sessionId}::uuid and u.id = ${claims?.userId}::uuid`);
  expect(rows).toEqual([{ email: 'Rad@Acme.test', idle: 25, hours: 12 }]);
});

test.each(['both@acme.test', 'root@readout.test'])(
  'a session of %s has the shortest limits among the organizations',
  async (email) => {
    const claims = await attempt(email);
    const { rows } = await db.execute(sql`
      select idle_limit_minutes as idle, round(extract(epoch from expires_at - now()) / 3600)::int as hours
      from sessions where id = ${claims?.sessionId}::uuid`);
    expect(rows).toEqual([{ idle: 25, hours: 8 }]);
  },
);

/** Which of these sessions are open. */
async function open(...claims: (SessionClaims | null)[]): Promise<boolean[]> {
  const { rows } = await db.execute<{ id: string }>(sql`select id from sessions where ended_at is null`);
  return claims.map((session) => rows.some(({ id }) => id === session?.sessionId));
}

test('signing in over a session in the same browser ends that one alone, and says who ended it', async () => {
  const [over, elsewhere] = [await attempt('rad@acme.test'), await attempt('rad@acme.test')];
  const next = await attempt('both@acme.test', { over });
  expect(await open(over, elsewhere, next)).toEqual([false, true, true]);
  const { rows } = await db.execute(sql`select action, principal, detail from audit_events
    where entity_id = ${over?.sessionId} order by id`);
  expect(rows).toEqual([
    { action: 'session.start', principal: `user:${over?.userId}`, detail: null },
    { action: 'session.end', principal: `user:${next?.userId}`, detail: { why: 'replaced' } },
  ]);
  const again = await attempt('both@acme.test', { over: next });
  expect(await open(next, again)).toEqual([false, true]);
});

test('a refused sign-in ends nothing; a session that is over already is not ended again', async () => {
  const over = await attempt('rad@acme.test');
  expect(await attempt('both@acme.test', { over, password: 'wrong' })).toBe(null);
  expect(await open(over)).toEqual([true]);
  await db.execute(sql`update sessions set expires_at = now() where id = ${over?.sessionId}::uuid`);
  const before = await count('audit_events');
  await attempt('both@acme.test', { over });
  expect(await count('audit_events')).toBe(before + 1);
});

test('an unknown user, a disabled one, one without a password and a wrong password get the same answer', async () => {
  const before = await count('sessions');
  const answers = [
    await attempt('nobody@acme.test'),
    await attempt('gone@acme.test'),
    await attempt('sso@acme.test'),
    await attempt('rad@acme.test', { password: 'reading-room-1' }),
    await attempt('rad@acme.test', { password: '' }),
  ];
  expect(answers).toEqual([null, null, null, null, null]);
  expect(await count('sessions')).toBe(before);
});

test('sign-ins, right and wrong, are audited without an e-mail address', async () => {
  const before = await count('audit_events');
  const claims = await attempt('rad@acme.test');
  await attempt('rad@acme.test', { password: 'wrong' });
  await attempt('nobody@acme.test');
  const { rows } = await db.execute<{ action: string; entity: string; entity_id: string; organization: string | null }>(
    sql`select action, entity, entity_id, organization from audit_events order by id offset ${before}`,
  );
  expect(rows.map(({ action, entity, organization }) => [action, entity, organization])).toEqual([
    ['session.start', 'session', 'acme'],
    ['session.refuse', 'user', 'acme'],
    ['session.refuse', 'email', null],
  ]);
  expect(rows[1]?.entity_id).toBe(claims?.userId);
  expect(JSON.stringify(rows)).not.toContain('@');
});

test('after ten attempts in a minute for one address even the right password waits; other people do not', async () => {
  const outcome = await withinOneMinute(async () => {
    await Promise.all(Array.from({ length: 10 }, () => attempt('rad@acme.test', { password: 'wrong' })));
    const eleventh = await attempt('RAD@acme.test').catch((error: { code?: string }) => error.code);
    const other = await attempt('both@acme.test');
    return { eleventh, other: other !== null };
  });
  expect(outcome).toEqual({ eleventh: 'too_many_requests', other: true });
});

test('unknown addresses are counted like known ones', async () => {
  const eleventh = await withinOneMinute(async () => {
    await Promise.all(Array.from({ length: 10 }, () => attempt('nobody@acme.test')));
    return attempt('nobody@acme.test').catch((error: { code?: string }) => error.code);
  });
  expect(eleventh).toBe('too_many_requests');
});

test('thirty attempts in a minute from one place are all it gets, whoever they are for; other places are not held up', async () => {
  const outcome = await withinOneMinute(async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => attempt(`guess-${index}@acme.test`)));
    const next = await attempt('rad@acme.test').catch((error: { code?: string }) => error.code);
    const elsewhere = await attempt('rad@acme.test', { address: '192.0.2.2' });
    return { next, elsewhere: elsewhere !== null };
  });
  expect(outcome).toEqual({ next: 'too_many_requests', elsewhere: true });
});

test('a password that is replaced while it is being checked opens no session', async () => {
  const before = await count('sessions');
  const editor = await db.$client.connect();
  await editor.query(`begin; update users set password_hash = 'another' where email = 'both@acme.test'`);
  const signingIn = attempt('both@acme.test');
  await Promise.race([signingIn, until('the sign-in waits for the editor', () => isBlocked(db))]);
  await editor.query('commit');
  editor.release();
  expect(await signingIn).toBe(null);
  expect(await count('sessions')).toBe(before);
});
