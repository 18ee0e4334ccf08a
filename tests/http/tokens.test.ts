import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isBlocked } from '../support/blocked.ts';
import { openHouse, type ApiAnswer, type House } from '../support/open-house.ts';
import { until } from '../support/until.ts';
import { pendingAppointment, reportPath } from './partner.ts';

const SECRET = 'p:ä ss+%/&="\\😀';
const SETTINGS = `
organizations:
  - name: acme
    timeZone: UTC
    clients:
      - { clientId: acme-ris, clientSecret: ${JSON.stringify(SECRET)}, domains: [acme], scopes: [reports:write, appointments:read, appointments:write, history:read] }
      - { clientId: acme-replaced, clientSecret: correct horse battery, domains: [acme], scopes: [history:read] }
`;

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: SETTINGS });
});
afterAll(() => house.close());
// Together they are more than one address may ask for in a minute.
beforeEach(() => house.db.execute(sql`delete from rate_counters`));

const FORM = 'application/x-www-form-urlencoded';
const inBody = { client_id: 'acme-ris', client_secret: SECRET };

function ask(form: Record<string, string> | string, headers: Record<string, string> = {}, path = '/oauth2/token') {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  return house.api('POST', path, { token: null, body, headers: { 'content-type': FORM, ...headers } });
}
const grant = (form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  ask({ grant_type: 'client_credentials', ...form }, headers);

const basic = (
  id: string,
  secret: string,
  encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2),
) => ({
  authorization: `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`,
});

function expectRefusal(answer: ApiAnswer, status: number, error: string): void {
  expect([answer.status, answer.json.error]).toEqual([status, error]);
  expect(answer.json.error_description).toEqual(expect.any(String));
  expect(answer.headers.get('cache-control')).toBe('no-store');
}

describe('a token is granted', () => {
  test('for client id and secret in the body', async () => {
    const answer = await grant(inBody);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^rdo_[A-Za-z0-9_-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'reports:write appointments:read appointments:write history:read',
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const use = { token: answer.json.access_token };
    expect((await house.api('GET', '/integrations/v1/acme/reporting/appointments/pending', use)).status).toBe(200);
  });

  test('for HTTP Basic whose parts are form-encoded', async () => {
    expect((await grant({}, basic('acme-ris', SECRET))).status).toBe(200);
  });

  test('for HTTP Basic whose parts are percent-encoded', async () => {
    expect((await grant({}, basic('acme-ris', SECRET, encodeURIComponent))).status).toBe(200);
  });

  test('under ReportStream’s address too', async () => {
    const answer = await ask({ grant_type: 'client_credentials', ...inBody }, {}, '/api/token');
    expect([answer.status, answer.json.token_type]).toEqual([200, 'Bearer']);
  });

  test('with parameters that nobody knows, which are ignored', async () => {
    expect((await grant({ ...inBody, resource: 'https://x.test', audience: 'y' })).status).toBe(200);
  });

  test('with a charset named in the media type', async () => {
    expect((await grant(inBody, { 'content-type': `${FORM}; charset=UTF-8` })).status).toBe(200);
  });

  test('and lasts an hour by the database’s clock', async () => {
    const { json } = await grant(inBody);
    const use = { token: json.access_token };
    const { rows } = await house.db.execute<{ seconds: number }>(
      sql`select extract(epoch from expires_at - created_at)::int as seconds from access_tokens`,
    );
    expect(rows.map(({ seconds }) => seconds)).toContain(3600);
    await house.db.execute(sql`update access_tokens set expires_at = now()`);
    const answer = await house.api('GET', '/integrations/v1/acme/reporting/appointments/pending', use);
    expect(answer.status).toBe(401);
  });

  test('together with the audit event that tells of it, or not at all', async () => {
    const tokens = async () =>
      (await house.db.execute(sql`select count(*)::int as n from access_tokens`)).rows[0]?.n as number;
    const before = await tokens();
    await house.db.execute(sql`create function refuse_event() returns trigger language plpgsql as $$
      begin raise exception 'no'; end $$`);
    await house.db.execute(
      sql`create trigger refuse_event before insert on audit_events execute function refuse_event()`,
    );
    const refused = await grant(inBody);
    await house.db.execute(sql`drop trigger refuse_event on audit_events`);
    expect([refused.status, await tokens()]).toEqual([500, before]);
    expect([(await grant(inBody)).status, await tokens()]).toEqual([200, before + 1]);
  });

  test('and only a hash of it is kept', async () => {
    const { json } = await grant(inBody);
    const { rows } = await house.db.execute<{ text: string }>(
      sql`select string_agg(t::text, ' ') as text from access_tokens t`,
    );
    expect(rows[0]?.text).not.toContain(json.access_token.slice(4));
  });
});

describe('scopes', () => {
  test('a client may ask for fewer than it holds, and then has no more', async () => {
    const { json } = await grant({ ...inBody, scope: 'appointments:read history:read' });
    expect(json.scope.split(' ').sort()).toEqual(['appointments:read', 'history:read']);
    const id = await pendingAppointment({ ...house, token: await house.tokenOf('acme-ris') });
    const use = { token: json.access_token };
    expect((await house.api('GET', '/integrations/v1/acme/reporting/appointments/pending', use)).status).toBe(200);
    const answer = await house.api('POST', reportPath(id), {
      ...use,
      body: { reportText: 'a', reportStatus: 'final' },
    });
    expect([answer.status, answer.json.type]).toEqual([403, 'urn:qubs:integrations:forbidden']);
  });

  test('asking for one that the client does not hold is invalid_scope', async () => {
    expectRefusal(await grant({ ...inBody, scope: 'history:read deliveries:read' }), 400, 'invalid_scope');
    expectRefusal(await grant({ ...inBody, scope: 'organization:admin' }), 400, 'invalid_scope');
  });

  test('one taken from the client later is taken from issued tokens too', async () => {
    const { json } = await grant(inBody);
    await house.db.execute(sql`update clients set scopes = '{history:read}' where client_id = 'acme-ris'`);
    const answer = await house.api('GET', '/integrations/v1/acme/reporting/appointments/pending', {
      token: json.access_token,
    });
    await house.db
      .execute(sql`update clients set scopes = '{reports:write,appointments:read,appointments:write,history:read}'
      where client_id = 'acme-ris'`);
    expect(answer.status).toBe(403);
  });
});

describe('a token is refused', () => {
  test('alike for a wrong secret, an unknown client and a revoked one', async () => {
    const wrong = await grant({ ...inBody, client_secret: `${SECRET}.` });
    const unknown = await grant({ client_id: 'nobody', client_secret: SECRET });
    await house.db.execute(sql`update clients set revoked_at = now() where client_id = 'acme-ris'`);
    const revoked = await grant(inBody);
    await house.db.execute(sql`update clients set revoked_at = null where client_id = 'acme-ris'`);
    for (const answer of [wrong, unknown, revoked]) {
      expectRefusal(answer, 401, 'invalid_client');
      expect(answer.text).toBe(wrong.text);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    }
  });

  test('for a grant that is not client_credentials', async () => {
    for (const grantType of ['password', 'authorization_code', 'CLIENT_CREDENTIALS', '']) {
      expectRefusal(await ask({ grant_type: grantType, ...inBody }), 400, 'unsupported_grant_type');
    }
  });

  test('without a grant type', async () => {
    expectRefusal(await ask(inBody), 400, 'invalid_request');
  });

  test('without credentials', async () => {
    expectRefusal(await grant(), 401, 'invalid_client');
    expectRefusal(await grant({ client_id: 'acme-ris' }), 401, 'invalid_client');
  });

  test('for two ways of authenticating at once', async () => {
    expectRefusal(await grant(inBody, basic('acme-ris', SECRET)), 400, 'invalid_request');
  });

  test('for a secret without its client', async () => {
    expectRefusal(await grant({ client_secret: SECRET }), 400, 'invalid_request');
  });

  test('for credentials in the address', async () => {
    const query = new URLSearchParams({ grant_type: 'client_credentials', ...inBody }).toString();
    expectRefusal(await ask('', {}, `/oauth2/token?${query}`), 400, 'invalid_request');
  });

  test('for a parameter given twice', async () => {
    const twice = `${new URLSearchParams({ grant_type: 'client_credentials', ...inBody }).toString()}&client_id=other`;
    expectRefusal(await ask(twice), 400, 'invalid_request');
  });

  test.each([
    ['JSON', 'application/json'],
    ['another charset', `${FORM}; charset=latin1`],
  ])('for the wrong media type: %s', async (_, type) => {
    expectRefusal(await grant(inBody, { 'content-type': type }), 400, 'invalid_request');
  });

  test.each([
    ['not base64', 'Basic %%%'],
    ['no colon', `Basic ${Buffer.from('acme-ris').toString('base64')}`],
    ['a broken escape', `Basic ${Buffer.from('acme-ris:%zz').toString('base64')}`],
    ['U+0000 in the client', `Basic ${Buffer.from('acme%00ris:x').toString('base64')}`],
    ['another scheme', 'Bearer x'],
  ])('for an Authorization header that is not valid Basic: %s', async (_, authorization) => {
    expectRefusal(await grant({}, { authorization }), 401, 'invalid_client');
  });

  test.each(['client_id', 'client_secret', 'scope', 'grant_type'])('for U+0000 in %s', async (name) => {
    expectRefusal(await grant({ ...inBody, [name]: 'a\0b' }), 400, 'invalid_request');
  });

  test('for a secret that is replaced while it is being checked', async () => {
    const tokens = async () => (await house.db.execute(sql`select 1 from access_tokens`)).rowCount;
    const before = await tokens();
    const editor = await house.db.$client.connect();
    await editor.query(`begin; update client_secrets set secret_hash = 'another' where client_id = 'acme-replaced'`);
    const asking = grant({ client_id: 'acme-replaced', client_secret: 'correct horse battery' });
    await Promise.race([asking, until('the request waits for the editor', () => isBlocked(house.db))]);
    await editor.query('commit');
    editor.release();
    expectRefusal(await asking, 401, 'invalid_client');
    expect(await tokens()).toBe(before);
  });
});
