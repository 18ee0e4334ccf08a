import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type ApiAnswer, type House } from '../support/open-house.ts';
import {
  appointmentPath,
  FINAL,
  historyPath,
  pendingAppointment,
  PRELIMINARY,
  reported,
  reportingPath,
  reportPath,
  submit,
} from './partner.ts';
import { rawBytes } from './raw-request.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function expectProblem(answer: ApiAnswer, path: string, status: number, type: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.json).toMatchObject({
    type: `urn:qubs:integrations:${type}`,
    title: expect.stringMatching(/\S/),
    status,
    detail: expect.stringMatching(/\S/),
    instance: path,
    requestId: expect.stringMatching(UUID),
  });
  expect(answer.headers.get('x-correlation-id')).toBe(answer.json.requestId);
}

describe('under /integrations every failure is a problem document', () => {
  test('400 names each wrong field by a JSON pointer, and is not a guess at the first one only', async () => {
    const path = reportPath(await pendingAppointment(house));
    const body = { reportText: ' ', reportStatus: 'done', reportFormat: 'a b', reportedAtUtc: 'yesterday' };
    const answer = await house.api('POST', path, { body });
    expectProblem(answer, path, 400, 'bad-request');
    expect(answer.json.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/reportFormat',
      '/reportStatus',
      '/reportText',
      '/reportedAtUtc',
    ]);
    for (const { detail } of answer.json.errors) expect(detail).toMatch(/\S/);
  });

  test('400 for a parameter names it', async () => {
    const path = reportingPath('pending');
    const answer = await house.api('GET', `${path}?pageSize=501`);
    expectProblem(answer, path, 400, 'bad-request');
    expect(answer.json.errors).toEqual([{ pointer: 'pageSize', detail: 'must be between 1 and 500' }]);
  });

  test('401', async () => {
    const path = reportPath('A1');
    const answer = await house.api('GET', path, { token: null });
    expectProblem(answer, path, 401, 'unauthorized');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    const withToken = await house.api('GET', path, { token: 'unknown' });
    expect(withToken.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  test('403', async () => {
    const path = reportPath('A1', 'zenith');
    expectProblem(await house.api('GET', path), path, 403, 'forbidden');
  });

  test('404 for a route, and for what a route does not find', async () => {
    expectProblem(await house.api('GET', '/integrations/v1/acme'), '/integrations/v1/acme', 404, 'not-found');
    const path = reportingPath('nobody');
    expectProblem(await house.api('GET', path), path, 404, 'not-found');
  });

  test.each(['DELETE', 'PATCH', 'PUT', 'OPTIONS'])('405 for %s, telling which methods there are', async (method) => {
    const path = reportPath('A1');
    const answer = await house.api(method, path);
    expectProblem(answer, path, 405, 'bad-request');
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });

  test('409', async () => {
    const { id } = await reported(house, FINAL);
    expectProblem(await submit(house, id, PRELIMINARY), reportPath(id), 409, 'conflict');
  });

  test('429', async () => {
    await house.db.execute(sql`update clients set rate_limit_per_minute = 0 where client_id = 'acme-slow'`);
    const path = reportingPath('pending');
    const answer = await house.api('GET', path, { token: await house.tokenOf('acme-slow') });
    expectProblem(answer, path, 429, 'too-many-requests');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('500 tells nothing of what went wrong, and nothing was stored', async () => {
    const id = await pendingAppointment(house);
    await house.db.execute(sql`alter table submission_items rename to submission_items_away`);
    const answer = await submit(house, id, { ...FINAL, reportText: 'CANARY' });
    await house.db.execute(sql`alter table submission_items_away rename to submission_items`);
    expectProblem(answer, reportPath(id), 500, 'server-error');
    expect(answer.text).not.toMatch(/CANARY|submission_items|relation|select|insert|at /);
    expect((await house.api('GET', reportPath(id))).status).toBe(404);
  });
});

describe('under /api/waters and /api/report every failure is an error text', () => {
  test.each([
    ['400', '/api/waters/org/acme/submissions?pageSize=0', 400, /pageSize/],
    ['404 for a route', '/api/waters/nowhere', 404, /./],
    ['404 under a deprecated name', '/api/reports/nowhere', 404, /./],
    ['404 for an id', historyPath('nothing'), 404, /^nothing is not a valid report$/],
  ])('%s', async (_, path, status, words) => {
    const answer = await house.api('GET', path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/json']);
    expect(Object.keys(answer.json)).toEqual(['error']);
    expect(answer.json.error).toMatch(words);
  });

  test('405 tells which methods there are', async () => {
    const answer = await house.api('PUT', historyPath('1'), { body: {} });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });

  test('500 in the contract’s words', async () => {
    const { answer: accepted } = await reported(house, FINAL);
    await house.db.execute(sql`alter table submission_messages rename to submission_messages_away`);
    const answer = await house.api('GET', historyPath(accepted.json.reportGuid));
    await house.db.execute(sql`alter table submission_messages_away rename to submission_messages`);
    expect([answer.status, answer.json]).toEqual([
      500,
      { error: expect.stringMatching(/^Internal error at \d{4}-\d\d-\d\dT/) },
    ]);
  });
});

describe('a wrong method on a public route is 405 for everybody, in the style of that route', () => {
  test.each([
    ['GET', '/oauth2/token', 'POST', { error: 'invalid_request', error_description: expect.stringMatching(/POST/) }],
    ['PUT', '/api/token', 'POST', { error: 'invalid_request', error_description: expect.stringMatching(/POST/) }],
    ['POST', '/api/health', 'GET', { type: 'urn:qubs:integrations:bad-request', instance: '/api/health' }],
    ['DELETE', '/api/openapi.json', 'GET', { type: 'urn:qubs:integrations:bad-request', status: 405 }],
  ])('%s %s', async (method, path, allow, told) => {
    const answer = await house.api(method, path, { token: null });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    expect(answer.json).toMatchObject(told);
  });

  test('and 401 for a caller without credentials where they are needed', async () => {
    const path = '/api/session/end';
    expectProblem(await house.api('GET', path, { token: null }), path, 401, 'unauthorized');
  });
});

describe('an address that is hard to read', () => {
  const authorization = () => `Authorization: Bearer ${house.token}`;
  const ask = (target: string, host = 'readout.test', version = '1.1') =>
    rawBytes(
      house.url,
      `GET ${target} HTTP/${version}\r\nHost: ${host}\r\n${authorization()}\r\nConnection: close\r\n\r\n`,
    );

  test.each(['%', '%zz', '%c3%28', '%00', 'a%00b'])('%s is 400, not a failure', async (segment) => {
    const path = `/integrations/v1/acme/appointments/${segment}`;
    const answer = await house.api('PUT', path, { body: { status: 'ARRIVED' } });
    expectProblem(answer, path, 400, 'bad-request');
  });

  test.each(['a b', 'evil@readout.test', 'readout.test/x', '127.1'])(
    'the Host %s is 400 as a problem',
    async (host) => {
      const answer = await ask('/integrations/v1', host);
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(answer).toContain('urn:qubs:integrations:bad-request');
      expect(answer).toContain('x-correlation-id: ');
    },
  );

  test.each(['readout.test', 'READOUT.test:8443', '[::1]:3000', '127.0.0.1'])('the Host %s is fine', async (host) => {
    expect(await ask(reportingPath('pending'), host)).toMatch(/^HTTP\/1.1 200 /);
  });

  test('an absolute one is read as its path', async () => {
    expect(await ask(`http://readout.test${reportingPath('pending')}?pageSize=1`)).toMatch(/^HTTP\/1.1 200 /);
    expect(await ask('http://readout.test/integrations/v9')).toContain('urn:qubs:integrations:not-found');
  });

  test('a backslash in it belongs to the identifier', async () => {
    const id = 'A\\1';
    expect((await house.api('PUT', appointmentPath(id), { body: { status: 'PENDING REPORTING' } })).status).toBe(201);
    expect(await ask(reportingPath('pending').replace('pending', 'A\\1'))).toMatch(/^HTTP\/1.1 200 /);
  });

  test('HTTP/1.0 without a Host is served', async () => {
    const answer = await rawBytes(house.url, `GET ${reportingPath('pending')} HTTP/1.0\r\n${authorization()}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });
});

test('identifiers come through the address unchanged, whatever characters they have', async () => {
  for (const id of ['a/b', 'a b+c', '..', '50%', 'Ä?#&=', '😀', "o'brien;drop", '__proto__', 'a\\b', 'pending.']) {
    const path = appointmentPath(id).replace('/..', '/%2e%2e');
    const answer = await rawBytes(
      house.url,
      `PUT ${path} HTTP/1.1\r\nHost: readout.test\r\nAuthorization: Bearer ${house.token}\r\nContent-Type: application/json\r\n` +
        `Content-Length: 20\r\nConnection: close\r\n\r\n{"status":"ARRIVED"}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 201 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '').appointmentId).toBe(id);
  }
});

test('HEAD answers what GET answers, without a body', async () => {
  const { id } = await reported(house, FINAL);
  const answer = await house.api('HEAD', reportPath(id));
  expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([200, '', '"1"']);
  expect((await house.api('HEAD', reportPath('nobody'))).status).toBe(404);
});

test('every answer of the API forbids storing and sniffing', async () => {
  const { id, answer } = await reported(house, FINAL);
  const answers = [
    answer,
    await house.api('GET', reportPath(id)),
    await house.api('GET', historyPath(answer.json.reportGuid)),
    await house.api('GET', '/api/waters/org/acme/submissions'),
    await house.api('GET', '/integrations/nowhere'),
    await house.api('GET', '/integrations/nowhere', { token: null }),
    await house.api('GET', '/api/health', { token: null }),
    await house.api('GET', '/api/openapi.json', { token: null }),
    await submit(house, id, '{'),
  ];
  for (const { headers } of answers) {
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['no-store', 'nosniff']);
  }
});
