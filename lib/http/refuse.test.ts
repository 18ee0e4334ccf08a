import { describe, expect, test } from 'vitest';
import { DomainError, type DomainErrorCode } from '#lib/errors';
import { openExchange } from '#lib/http/exchange';
import { refuse } from '#lib/http/refuse';
import type { ErrorStyle } from '#lib/operation';

async function answerTo(style: ErrorStyle, error: unknown, headers: Record<string, string> = {}) {
  const request = new Request('http://readout.test/integrations/v1/x?q=secret', { headers });
  const response = refuse(openExchange(request), style, error);
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as Record<string, unknown>,
  };
}

/** A failed statement as drizzle throws it. */
const failedStatement = (code: string) =>
  new Error('Failed query: select', { cause: Object.assign(new Error('CANARY'), { severity: 'ERROR', code }) });

describe('a refusal has the status and type of its code', () => {
  test.each<[DomainErrorCode, number, string]>([
    ['bad_request', 400, 'bad-request'],
    ['unauthenticated', 401, 'unauthorized'],
    ['insufficient_scope', 403, 'forbidden'],
    ['forbidden', 403, 'forbidden'],
    ['not_found', 404, 'not-found'],
    ['method_not_allowed', 405, 'bad-request'],
    ['conflict', 409, 'conflict'],
    ['gone', 410, 'not-found'],
    ['busy', 429, 'too-many-requests'],
    ['too_many_requests', 429, 'too-many-requests'],
  ])('%s', async (code, status, type) => {
    const error = new DomainError(code, 'why', { errors: [{ pointer: '/a', detail: 'b' }], extensions: { more: 1 } });
    const answer = await answerTo('problem', error);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ type: `urn:qubs:integrations:${type}`, status, detail: 'why', more: 1 });
    expect(answer.json).toMatchObject({ instance: '/integrations/v1/x', errors: [{ pointer: '/a', detail: 'b' }] });
  });
});

describe('under ReportStream’s routes', () => {
  test.each<[DomainErrorCode, number, string]>([
    ['unauthenticated', 401, 'Authentication Failed'],
    ['insufficient_scope', 401, 'Unauthorized'],
    ['forbidden', 401, 'Unauthorized'],
    ['not_found', 404, 'why'],
    ['gone', 410, 'why'],
    ['conflict', 409, 'why'],
  ])('%s is answered in its words', async (code, status, words) => {
    const answer = await answerTo('reportstream', new DomainError(code, 'why'));
    expect([answer.status, answer.json]).toEqual([status, { error: words }]);
  });
});

describe('at the token endpoint', () => {
  test.each<[unknown, number, string]>([
    [new DomainError('bad_request', 'why', { extensions: { error: 'invalid_scope' } }), 400, 'invalid_scope'],
    [new DomainError('bad_request', 'why'), 400, 'invalid_request'],
    [new DomainError('unauthenticated', 'why'), 401, 'invalid_client'],
    [new DomainError('too_many_requests', 'why'), 429, 'temporarily_unavailable'],
    [failedStatement('55P03'), 429, 'temporarily_unavailable'],
    [new Error('CANARY'), 500, 'server_error'],
  ])('%s is answered in RFC 6749’s words', async (error, status, word) => {
    const answer = await answerTo('oauth', error);
    expect([answer.status, answer.json.error]).toEqual([status, word]);
    expect(JSON.stringify(answer.json)).not.toContain('CANARY');
  });
});

test.each(['55P03', '40P01', '40001', '53300', '57P01', '57P03'])(
  'SQLSTATE %s means: try again in a second',
  async (code) => {
    const answer = await answerTo('problem', failedStatement(code));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
  },
);

test.each([failedStatement('23505'), failedStatement('42P01'), new TypeError('CANARY'), 'CANARY', null])(
  'anything else is 500 and tells nothing: %s',
  async (error) => {
    const answer = await answerTo('problem', error);
    expect([answer.status, answer.json.type]).toEqual([500, 'urn:qubs:integrations:server-error']);
    expect(JSON.stringify(answer.json)).not.toMatch(/CANARY|select|TypeError/);
  },
);

test.each<[ErrorStyle, DomainErrorCode, Record<string, string>, string | null]>([
  ['problem', 'unauthenticated', {}, 'Bearer'],
  ['problem', 'unauthenticated', { authorization: 'Bearer x' }, 'Bearer error="invalid_token"'],
  ['reportstream', 'insufficient_scope', { authorization: 'Bearer x' }, 'Bearer error="insufficient_scope"'],
  ['oauth', 'unauthenticated', {}, 'Basic realm="readout"'],
  ['problem', 'forbidden', { authorization: 'Bearer x' }, null],
])('%s %s is challenged as RFC 6750 says', async (style, code, headers, challenge) => {
  const answer = await answerTo(style, new DomainError(code, 'why'), headers);
  expect(answer.headers.get('www-authenticate')).toBe(challenge);
});
