import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { connect, retryDelay, type ReadoutClient } from './readout-client.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, token: number) => void;

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A client signed in at a server that numbers its tokens and answers the rest by `handler`. */
async function signedIn(handler: Handler): Promise<ReadoutClient> {
  let tokens = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (request.url !== '/oauth2/token') return handler(request, response, tokens);
    tokens += 1;
    response.setHeader('content-type', 'application/json');
    return response.end(JSON.stringify({ access_token: `t${tokens}`, token_type: 'Bearer', expires_in: 3600 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return connect({ url: `http://127.0.0.1:${port}/`, clientId: 'c', clientSecret: 's' });
}

it('waits out a 429 as Retry-After says and sends the same request again', async () => {
  const seen: (string | string[] | undefined)[] = [];
  const client = await signedIn((request, response) => {
    seen.push(request.headers['idempotency-key']);
    response.writeHead(seen.length < 3 ? 429 : 201, { 'retry-after': '0' }).end('{}');
  });
  const answer = await client.send('POST', '/x', { body: {}, idempotencyKey: 'k' });
  expect(answer.status).toBe(201);
  expect(seen).toEqual(['k', 'k', 'k']);
});

it('renews a token that is no longer taken, once', async () => {
  const client = await signedIn((request, response, token) => {
    response.writeHead(token > 1 && request.headers.authorization === `Bearer t${token}` ? 200 : 401).end();
  });
  expect((await client.send('GET', '/x')).status).toBe(200);
  const refused = await signedIn((_, response) => response.writeHead(401).end());
  expect((await refused.send('GET', '/x')).status).toBe(401);
});

it('survives a lost connection', async () => {
  let lost = false;
  const client = await signedIn((request, response) => {
    if (lost) return response.writeHead(204).end();
    lost = true;
    return request.socket.destroy();
  });
  expect((await client.send('GET', '/x')).status).toBe(204);
});

it('says why it got no token', async () => {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const connecting = connect({ url: `http://127.0.0.1:${port}`, clientId: 'c', clientSecret: 'wrong' });
  await expect(connecting).rejects.toThrow('401, invalid_client');
});

it.each([
  [null, 1000],
  ['7', 7000],
  ['999', 60_000],
  ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
  ['Thu, 01 Jan 2026 00:00:00 GMT', 0],
  ['soon', 1000],
])('takes Retry-After %j for %d ms', (header, milliseconds) => {
  expect(retryDelay(header, Date.UTC(2026, 0, 1))).toBe(milliseconds);
});
