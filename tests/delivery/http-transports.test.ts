import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import type { Shipment } from '#lib/transports/contract';
import { postHttp } from '#lib/transports/post-http';
import { sendPayload } from '#lib/transports/send-payload';
import type { StoredTransport, TransportCredentials } from '#lib/settings/transport-contract';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';

const open: HttpReceiver[] = [];
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close();
});

async function receive(...does: Parameters<typeof receiveHttp>): Promise<HttpReceiver> {
  const receiver = await receiveHttp(...does);
  open.push(receiver);
  return receiver;
}

const AT = new Date();
const BYTES = Buffer.from('{"resourceType":"Bundle","type":"transaction"}');
const part = (name: string) => ({
  messageId: name,
  reportGuid: name,
  contentType: 'application/fhir+json',
  bytes: BYTES,
});

function shipment(transport: StoredTransport, credentials: TransportCredentials = {}, parts = ['M1']): Shipment {
  return {
    reportId: '7d444840-9dc0-11d1-b245-5ffdce74fad2',
    fileName: 'acme.hook-1.fhir',
    destination: 'acme.hook',
    payload: { contentType: 'application/fhir+ndjson', bytes: BYTES, parts: parts.map(part), notes: [] },
    transport,
    credentials,
    allowPrivate: true,
    at: AT,
  };
}

describe('WEBHOOK', () => {
  const [secret, previousSecret] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'];

  test('a file arrives byte for byte, and the signature holds for whoever has the secret', async () => {
    const { url, received } = await receive();
    const sent = await sendPayload(shipment({ type: 'WEBHOOK', url }, { secret }));
    expect(sent).toMatchObject({ outcome: 'delivered', address: new URL(url).host });
    const [post] = received;
    expect(post?.body).toEqual(BYTES);
    expect(post?.headers).toMatchObject({ 'content-type': 'application/fhir+ndjson' });
    const headers = post?.headers as Record<string, string>;
    expect(() => new Webhook(secret).verify(post?.body.toString() ?? '', headers)).not.toThrow();
    expect(() => new Webhook(previousSecret).verify(post?.body.toString() ?? '', headers)).toThrow();
  });

  test('while the secret is rotated, receivers with the new and with the old one verify alike', async () => {
    const { url, received } = await receive();
    await sendPayload(shipment({ type: 'WEBHOOK', url }, { secret, previousSecret }));
    const headers = received[0]?.headers as Record<string, string>;
    for (const known of [secret, previousSecret])
      expect(() => new Webhook(known).verify(BYTES.toString(), headers)).not.toThrow();
  });

  test('webhook-id stays the same in every attempt', async () => {
    const { url, received } = await receive((response, _, count) => {
      response.statusCode = count === 1 ? 503 : 204;
      response.end();
    });
    const hook = shipment({ type: 'WEBHOOK', url }, { secret });
    expect((await sendPayload(hook)).outcome).toBe('retry');
    expect((await sendPayload({ ...hook, at: new Date(AT.getTime() + 60_000) })).outcome).toBe('delivered');
    const [first, second] = received.map(({ headers }) => headers);
    expect(first?.['webhook-id']).toBe(second?.['webhook-id']);
    expect(first?.['webhook-timestamp']).not.toBe(second?.['webhook-timestamp']);
  });
});

describe('FHIR', () => {
  const outcome = (text: string) =>
    JSON.stringify({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'invalid', diagnostics: text }],
    });

  test('each report’s Bundle is posted with the headers of its destination', async () => {
    const { url, received } = await receive();
    const headers = { authorization: 'Basic c2VjcmV0' };
    const sent = await sendPayload(shipment({ type: 'FHIR', baseUrl: url }, { headers }, ['M1', 'M2']));
    expect(sent.outcome).toBe('delivered');
    expect(received).toHaveLength(2);
    for (const post of received) {
      expect(post.body).toEqual(BYTES);
      expect(post.headers).toMatchObject({ authorization: 'Basic c2VjcmV0', 'content-type': 'application/fhir+json' });
    }
  });

  test('a Bundle that is refused fails with the words of the OperationOutcome, and holds up none behind it', async () => {
    const { url, received } = await receive((response) => {
      if (received.length === 1) response.statusCode = 422;
      response.end(outcome('Patient/1 is unknown'));
    });
    const detail = 'The destination answered 422: Patient/1 is unknown';
    const alone = await sendPayload(shipment({ type: 'FHIR', baseUrl: url }, {}, ['M1']));
    expect(alone).toMatchObject({ outcome: 'failed', detail });
    expect(alone.reply?.toString()).toBe(outcome('Patient/1 is unknown'));
    received.length = 0;
    const both = await sendPayload(shipment({ type: 'FHIR', baseUrl: url }, {}, ['M1', 'M2']));
    expect(both).toMatchObject({ outcome: 'delivered', refused: [{ detail }] });
    expect(received).toHaveLength(2);
  });
});

test.each([
  [301, 'failed'],
  [400, 'failed'],
  [401, 'failed'],
  [404, 'failed'],
  [408, 'retry'],
  [410, 'failed'],
  [422, 'failed'],
  [425, 'retry'],
  [429, 'retry'],
  [500, 'retry'],
  [503, 'retry'],
])('a server that answers %i: %s, at a FHIR server and at a webhook', async (status, outcome) => {
  const { url, received } = await receive((response) => response.writeHead(status, { 'retry-after': '120' }).end());
  const both: StoredTransport[] = [
    { type: 'FHIR', baseUrl: url },
    { type: 'WEBHOOK', url },
  ];
  for (const transport of both) {
    const sent = await sendPayload(shipment(transport, { secret: 'a secret' }));
    expect(sent).toMatchObject({ outcome, status, ...(outcome === 'retry' ? { retryAfterSeconds: 120 } : {}) });
  }
  expect(received).toHaveLength(2);
});

test('a server whose process stands still is given up after the time for an answer', async () => {
  const child = spawn(process.execPath, ['-e', STOPPABLE], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = String(await once(child.stdout, 'data')).trim();
  const post = { url: `http://127.0.0.1:${port}`, headers: {}, body: BYTES, allowPrivate: true };
  await expect(postHttp(post)).resolves.toMatchObject({ kind: 'answer', status: 200 });
  child.kill('SIGSTOP');
  const detail = 'No answer within 0.3 s.';
  await expect(postHttp({ ...post, timeoutMs: 300 })).resolves.toMatchObject({ kind: 'fault', detail });
  child.kill('SIGKILL');
});

/** A server in a process of its own, which tells its port. */
const STOPPABLE = `
  const server = require('node:http').createServer((request, response) => request.resume().on('end', () => response.end()));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;

describe('faults of HTTP', () => {
  const post = (url: string, more: object = {}) =>
    postHttp({ url, headers: {}, body: BYTES, allowPrivate: true, ...more });

  test('a redirect is not followed', async () => {
    const target = await receive();
    const { url } = await receive((response) => {
      response.writeHead(301, { location: target.url });
      response.end();
    });
    await expect(post(url)).resolves.toMatchObject({ kind: 'answer', status: 301 });
    expect(target.received).toEqual([]);
  });

  test('an answer of 10 MB is cut off at 1 MiB, and its status counts', async () => {
    const { url } = await receive((response) => response.end('x'.repeat(10_000_000)));
    const answer = await post(url);
    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    expect(answer.kind === 'answer' && answer.body.byteLength).toBe(2 ** 20);
  });

  test('no answer within the limit is a fault, also where it has begun', async () => {
    const silent = await receive(() => undefined);
    await expect(post(silent.url, { timeoutMs: 50 })).resolves.toMatchObject({ detail: 'No answer within 0.05 s.' });
    const endless = await receive((response) => response.write('x'));
    await expect(post(endless.url, { timeoutMs: 50 })).resolves.toMatchObject({ kind: 'fault' });
  });

  test('refused, reset, and a server that does not speak HTTP are faults', async () => {
    const closed = await receiveHttp();
    await closed.close();
    const detail = 'The connection was refused: nothing listens there.';
    await expect(post(closed.url)).resolves.toMatchObject({ kind: 'fault', detail });
    const resetting = await receive((response) => response.socket?.resetAndDestroy());
    await expect(post(resetting.url)).resolves.toMatchObject({ kind: 'fault' });
    const garbage = await receive((response) => response.socket?.end('\x0bMSH|\x1c\r'));
    await expect(post(garbage.url)).resolves.toMatchObject({ kind: 'fault' });
  });

  test('a private address is refused unless the deployment allows it, and nothing connects', async () => {
    const receiver = await receive();
    for (const url of [
      receiver.url,
      receiver.url.replace('127.0.0.1', 'localhost'),
      receiver.url.replace('127.0.0.1', '2130706433'),
    ]) {
      const refused = await post(url, { allowPrivate: false });
      expect(refused).toMatchObject({ kind: 'fault', detail: expect.stringContaining('READOUT_ALLOW_PRIVATE') });
    }
    expect(receiver.received).toEqual([]);
  });
});
