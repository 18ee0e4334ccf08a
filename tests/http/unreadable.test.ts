import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';
import { rawBytes } from './raw-request.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const PATH = '/integrations/v1/acme/reporting/appointments/pending';

/** What is answered to bytes that are no request, or are one that we cannot do. */
async function answerTo(...lines: string[]) {
  const text = await rawBytes(house.url, `${lines.join('\r\n')}\r\n\r\n`);
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { head: head.toLowerCase(), problem: body === '' ? null : (JSON.parse(body) as Record<string, unknown>) };
}

test.each([
  ['a header that is too large', ['GET / HTTP/1.1', 'Host: localhost', `X-Long: ${'x'.repeat(20_000)}`], '16384 bytes'],
  ['what is not HTTP at all', ['HELLO THERE'], 'not a valid HTTP/1.1 request'],
  ['a header without a colon', ['GET / HTTP/1.1', 'Host localhost'], 'not a valid HTTP/1.1 request'],
])('%s is answered with a 400 problem and its correlation id', async (_what, lines, detail) => {
  const { head, problem } = await answerTo(...lines);
  expect(head).toMatch(/^http\/1\.1 400 /);
  expect(head).toContain('content-type: application/problem+json');
  expect(head).toContain('connection: close');
  expect(problem).toMatchObject({ status: 400, type: 'urn:qubs:integrations:bad-request' });
  expect(problem?.detail).toContain(detail);
  expect(head).toContain(`x-correlation-id: ${String(problem?.requestId)}`);
});

test('an expectation that we do not meet is a 400 problem, not a bare 417', async () => {
  const { head, problem } = await answerTo(
    `GET ${PATH} HTTP/1.1`,
    'Host: localhost',
    'Expect: the-unexpected',
    `Authorization: Bearer ${house.token}`,
    'X-Correlation-Id: mine',
    'Connection: close',
  );
  expect(head).toMatch(/^http\/1\.1 400 /);
  expect(problem).toMatchObject({ status: 400, requestId: 'mine' });
  expect(problem?.detail).toContain('Expect');
});

test('HTTP/1.1 without a Host header is a 400 problem', async () => {
  const { head, problem } = await answerTo(
    `GET ${PATH} HTTP/1.1`,
    `Authorization: Bearer ${house.token}`,
    'Connection: close',
  );
  expect(head).toMatch(/^http\/1\.1 400 /);
  expect(problem).toMatchObject({ status: 400 });
});
