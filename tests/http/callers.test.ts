import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type ApiRequest, type House } from '../support/open-house.ts';
import {
  appointmentPath,
  FINAL,
  historyPath,
  pendingAppointment,
  reportingPath,
  reportPath,
  submit,
} from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const PENDING = '/integrations/v1/acme/reporting/appointments/pending';
const read = (request: ApiRequest) => house.api('GET', PENDING, request);

const ROUTES: [string, string][] = [
  ['PUT', appointmentPath('A1')],
  ['GET', PENDING],
  ['GET', reportingPath('A1')],
  ['POST', reportPath('A1')],
  ['GET', reportPath('A1')],
  ['POST', `${reportPath('A1')}/withdraw`],
  ['GET', historyPath(1)],
  ['GET', '/api/report/1/history'],
  ['GET', '/api/waters/org/acme/submissions'],
  ['GET', '/api/waters/org/acme/submissions/summary'],
  ['GET', '/api/waters/org/acme/deliveries'],
  ['GET', '/api/waters/report/1/content'],
];
const NOWHERE: [string, string][] = [
  ['GET', '/integrations'],
  ['GET', '/integrations/v2/acme/reporting'],
  ['GET', '/integrations/v1/nobody/reporting/appointments/A1/reports'],
  ['DELETE', reportPath('A1')],
  ['PATCH', appointmentPath('A1')],
  ['OPTIONS', reportPath('A1')],
  ['GET', '/integrations/v1/%zz'],
  ['GET', '/integrations/v1/acme/appointments/%zz'],
  ['GET', '/api/waters'],
  ['POST', historyPath(1)],
  ['GET', '/api/report'],
  ['GET', '/api/reports'],
  ['GET', '/oauth2/unknown'],
];

describe('without valid credentials everything is 401, whether it exists or not', () => {
  const CREDENTIALS: [string, ApiRequest][] = [
    ['none', { token: null }],
    ['an unknown token', { token: 'rdo_unknown' }],
    ['another scheme', { token: null, headers: { authorization: 'Basic YTpi' } }],
    ['an empty token', { token: null, headers: { authorization: 'Bearer ' } }],
    ['a token that is none', { token: null, headers: { authorization: 'Bearer a b' } }],
    ['a cookie nobody made', { token: null, headers: { cookie: 'readout-session=made-up' } }],
  ];
  test.each(CREDENTIALS)('%s', async (_, request) => {
    for (const [method, path] of [...ROUTES, ...NOWHERE]) {
      const answer = await house.api(method, path, request);
      const told = path.startsWith('/integrations')
        ? { type: 'urn:qubs:integrations:unauthorized', status: 401 }
        : { error: 'Authentication Failed' };
      expect([method, path, answer.status]).toEqual([method, path, 401]);
      expect(answer.json).toMatchObject(told);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  test('a body that is not valid changes nothing about it', async () => {
    const answer = await house.api('POST', reportPath('A1'), {
      token: null,
      body: '{',
      headers: { 'content-type': 'x/y' },
    });
    expect(answer.status).toBe(401);
  });
});

describe('what is taken away is gone with the next request, for issued tokens too', () => {
  test('a revoked client', async () => {
    const token = await house.tokenOf('acme-other');
    expect((await read({ token })).status).toBe(200);
    await house.db.execute(sql`update clients set revoked_at = now() where client_id = 'acme-other'`);
    const answer = await read({ token });
    await house.db.execute(sql`update clients set revoked_at = null where client_id = 'acme-other'`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  test('a domain', async () => {
    const token = await house.tokenOf('acme-other');
    await house.db.execute(sql`update clients set domains = '{zenith}' where client_id = 'acme-other'`);
    const answer = await read({ token });
    await house.db.execute(sql`update clients set domains = '{acme}' where client_id = 'acme-other'`);
    expect(answer.status).toBe(403);
    expect((await read({ token })).status).toBe(200);
  });

  test('a domain given later is not in a token issued before', async () => {
    const token = await house.tokenOf('acme-other');
    await house.db.execute(sql`update clients set domains = '{acme,zenith}' where client_id = 'acme-other'`);
    const answer = await house.api('GET', PENDING.replace('acme', 'zenith'), { token });
    await house.db.execute(sql`update clients set domains = '{acme}' where client_id = 'acme-other'`);
    expect(answer.status).toBe(403);
  });

  test('a disabled user', async () => {
    const cookie = await house.cookieOf('rad@acme.test');
    expect((await read({ cookie })).status).toBe(200);
    await house.db.execute(sql`update users set disabled_at = now() where email = 'rad@acme.test'`);
    const answer = await read({ cookie });
    await house.db.execute(sql`update users set disabled_at = null where email = 'rad@acme.test'`);
    expect(answer.status).toBe(401);
  });

  test('a membership', async () => {
    const cookie = await house.cookieOf('admin@acme.test');
    expect((await read({ cookie })).status).toBe(200);
    const removed = sql`delete from memberships m using users u where u.id = m.user_id and u.email = 'admin@acme.test'
      returning m.user_id, m.organization, m.role`;
    const { rows } = await house.db.execute<{ user_id: string; organization: string; role: string }>(removed);
    const answer = await read({ cookie });
    for (const { user_id: id, organization, role } of rows) {
      await house.db.execute(
        sql`insert into memberships (user_id, organization, role) values (${id}, ${organization}, ${role})`,
      );
    }
    expect(answer.status).toBe(403);
  });

  test.each([
    ['ended', sql`ended_at = now()`],
    ['past its twelve hours', sql`expires_at = now()`],
    ['idle too long', sql`last_active_at = now() - interval '31 minutes'`],
  ])('a session that is %s', async (_, change) => {
    const cookie = await house.cookieOf('rad@acme.test');
    await house.db.execute(sql`update sessions set ${change}
      where id = (select id from sessions order by created_at desc limit 1)`);
    expect((await read({ cookie })).status).toBe(401);
  });
});

describe('a portal session', () => {
  test('gives way to a bearer token in the same request', async () => {
    const cookie = await house.cookieOf('rad@acme.test');
    const headers = { authorization: `Bearer ${await house.tokenOf('acme-reader')}` };
    const id = await pendingAppointment(house);
    expect((await house.api('GET', reportingPath(id), { cookie, headers })).status).toBe(200);
    expect((await submit(house, id, FINAL, { cookie, headers })).status).toBe(403);
    expect((await read({ cookie, headers: { authorization: 'Bearer unknown' } })).status).toBe(401);
  });

  test.each<[string, Record<string, string>, number]>([
    ['a page of ours', { 'sec-fetch-site': 'same-origin' }, 201],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling host', { 'sec-fetch-site': 'same-site' }, 403],
    ['the address bar', { 'sec-fetch-site': 'none' }, 403],
  ])('writes from %s', async (_, headers, status) => {
    const cookie = await house.cookieOf('rad@acme.test');
    const answer = await submit(house, await pendingAppointment(house), FINAL, { cookie, headers });
    expect(answer.status).toBe(status);
  });

  test.each<[string, (url: string) => Record<string, string>, number]>([
    ['its own origin', (url) => ({ origin: url }), 201],
    ['another origin', () => ({ origin: 'https://evil.test' }), 403],
    ['an opaque origin', () => ({ origin: 'null' }), 403],
    ['no origin', () => ({}), 403],
  ])('without fetch metadata writes from %s', async (_, headersOf, status) => {
    const cookie = await house.cookieOf('rad@acme.test');
    const headers: Record<string, string> = { cookie, 'content-type': 'application/json', ...headersOf(house.url) };
    const path = reportPath(await pendingAppointment(house));
    const answer = await house.api('POST', path, { token: null, headers, body: FINAL });
    expect(answer.status).toBe(status);
  });

  test('reads from anywhere: nothing is changed', async () => {
    const cookie = await house.cookieOf('rad@acme.test');
    expect((await read({ cookie, headers: { 'sec-fetch-site': 'none' } })).status).toBe(200);
  });

  test('stands for its clinician: name, provider number and e-mail are the user’s, whatever the body says', async () => {
    const cookie = await house.cookieOf('rad@acme.test');
    const id = await pendingAppointment(house);
    const claimed = {
      interpretingClinicianName: 'Dr Somebody Else',
      interpretingClinicianProviderNumber: '1',
      interpretingClinicianEmail: 'else@acme.test',
    };
    expect((await submit(house, id, { ...FINAL, ...claimed }, { cookie })).status).toBe(201);
    expect((await house.api('GET', reportPath(id))).json).toMatchObject({
      interpretingClinicianName: 'Dr Ada Reid',
      interpretingClinicianProviderNumber: '2448501H',
      interpretingClinicianEmail: 'rad@acme.test',
      versions: [{ source: 'portal' }],
    });
  });

  test('of an admin who is no clinician reads, and does not submit or withdraw', async () => {
    const cookie = await house.cookieOf('admin@acme.test');
    const id = await pendingAppointment(house);
    expect((await submit(house, id, FINAL, { cookie })).status).toBe(403);
    expect((await submit(house, id, FINAL)).status).toBe(201);
    const withdrawal = { cookie, body: { reason: 'wrong patient' } };
    expect((await house.api('POST', `${reportPath(id)}/withdraw`, withdrawal)).status).toBe(403);
    expect((await house.api('GET', reportPath(id), { cookie })).status).toBe(200);
    expect((await house.api('GET', '/api/waters/org/acme/deliveries', { cookie })).status).toBe(200);
  });

  test('of a clinician creates no appointments', async () => {
    const cookie = await house.cookieOf('rad@acme.test');
    const body = { status: 'ARRIVED' };
    expect((await house.api('PUT', appointmentPath('C1'), { cookie, body })).status).toBe(403);
  });

  test('of a clinician reads the files made for the organization’s receivers, and nobody else’s', async () => {
    const cookie = await house.cookieOf('rad@acme.test');
    await submit(house, await pendingAppointment(house), FINAL);
    const answer = await house.api('GET', '/api/waters/org/acme/deliveries?receiver=archive', { cookie });
    expect(answer.status).toBe(200);
    const content = `/api/waters/report/${answer.json[0].reportId}/content`;
    expect((await house.api('GET', content, { cookie })).text).toBe(FINAL.reportText);
    const stranger = await house.cookieOf('rad@zenith.test');
    expect((await house.api('GET', content, { cookie: stranger })).status).toBe(404);
    expect((await house.api('GET', '/api/waters/org/acme/deliveries', { cookie: stranger })).status).toBe(401);
  });
});
