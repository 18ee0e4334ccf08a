import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type StartedServer } from '../support/start-server.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { SETTINGS } from '../support/settings.ts';

let database: TestDatabase;
let direct: StartedServer;
let proxied: StartedServer;
beforeAll(async () => {
  database = await createTestDatabase();
  const options = { settings: SETTINGS, databaseUrl: database.url, worker: 'off' } as const;
  direct = await startServer(options);
  proxied = await startServer({ ...options, env: { READOUT_TRUSTED_PROXIES: '1' } });
});
afterAll(async () => {
  await proxied.stop();
  await direct.stop();
  await database.drop();
});

/** Tries to sign in, saying that the request came from `forwardedFor`; answers where the page would go. */
async function signIn({ url }: StartedServer, forwardedFor: string): Promise<string> {
  const headers = { 'x-forwarded-for': forwardedFor };
  const csrf = await fetch(`${url}/api/auth/csrf`, { headers });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { ...headers, cookie: cookie.join('; ') },
    body: new URLSearchParams({ email: 'rad@acme.test', password: 'Reading-room-1', csrfToken, json: 'true' }),
  });
  return ((await answer.json()) as { url: string }).url;
}

/** Tries once from each place, the second time with the first one's attempts used up; again when the minute ended. */
async function afterUsingUp(server: StartedServer, first: string, second: string): Promise<string> {
  const { db } = database;
  const minute = async () =>
    (await db.execute<{ minute: string }>(sql`select date_trunc('minute', now())::text as minute`)).rows[0]?.minute;
  for (;;) {
    await db.execute(sql`delete from rate_counters`);
    const before = await minute();
    expect(await signIn(server, first)).not.toMatch(/error/);
    await db.execute(sql`update rate_counters set count = 30 where principal like 'sign-in-from:%'`);
    const outcome = await signIn(server, second);
    if ((await minute()) === before) return outcome;
  }
}

test('a usable X-Correlation-Id comes back from sign-in too, and is what the audit row of it says', async () => {
  const named = (id: string, path: string, init: { method?: string; cookie?: string; body?: BodyInit } = {}) => {
    const headers = { 'x-correlation-id': id, cookie: init.cookie ?? '' };
    return fetch(`${direct.url}/api/auth/${path}`, { method: init.method, headers, body: init.body });
  };
  const csrf = await named('c-200', 'csrf');
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  const answers = [
    csrf,
    await named('c-404', 'providers'),
    await named('c-413', 'callback/credentials', { method: 'POST', body: 'x'.repeat(20_000) }),
    await named('c-signed-in', 'callback/credentials', {
      method: 'POST',
      cookie: cookie.join('; '),
      body: new URLSearchParams({ email: 'rad@acme.test', password: 'Reading-room-1', csrfToken, json: 'true' }),
    }),
  ];
  expect(answers.map(({ headers }) => headers.get('x-correlation-id'))).toEqual([
    'c-200',
    'c-404',
    'c-413',
    'c-signed-in',
  ]);
  const { rows } = await database.db.execute(sql`select action from audit_events where correlation_id = 'c-signed-in'`);
  expect(rows).toEqual([{ action: 'session.start' }]);
  expect((await named('not usable', 'csrf')).headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a made-up X-Forwarded-For does not escape the limit of attempts to sign in', async () => {
  expect(await afterUsingUp(direct, '192.0.2.1', '192.0.2.2')).toMatch(/error=too_many_requests/);
});

test('behind a proxy of ours the address that it names counts, whatever callers put before it', async () => {
  const same = await afterUsingUp(proxied, '192.0.2.1, 198.51.100.7', '192.0.2.2, 198.51.100.7');
  expect(same).toMatch(/error=too_many_requests/);
  const others = await afterUsingUp(proxied, '198.51.100.7, 192.0.2.1', '198.51.100.7, 192.0.2.2');
  expect(others).not.toMatch(/error/);
});
