import { setTimeout as wait } from 'node:timers/promises';

/** One answer, read to its end. `text` is the body decoded as UTF-8. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface RequestOptions {
  /** Sent as JSON. */
  body?: unknown;
  idempotencyKey?: string;
}

/** A partner's connection to one Readout server. */
export interface ReadoutClient {
  /**
   * Sends a request and gives the answer of any status but 429 and 503, which are waited out as `Retry-After` says.
   * Throws when the server cannot be reached or stays busy.
   */
  send(method: 'GET' | 'PUT' | 'POST', path: string, options?: RequestOptions): Promise<Answer>;
}

/** Where to connect, and as whom: an OAuth client with a secret. */
export interface Connection {
  url: string;
  clientId: string;
  clientSecret: string;
}

const MOST_WAITS = 60;
const LONGEST_WAIT_SECONDS = 60;
const LOST_CONNECTION_WAITS = [500, 2000, 5000];

/** Milliseconds that a `Retry-After` asks for (seconds or an HTTP date; RFC 9110 §10.2.3): 1 s when absent, at most 60 s. */
export function retryDelay(header: string | null, now: number): number {
  const seconds = /^\d+$/.test(header ?? '') ? Number(header) : (Date.parse(header ?? '') - now) / 1000;
  return Math.min(Math.max(Number.isFinite(seconds) ? seconds : 1, 0), LONGEST_WAIT_SECONDS) * 1000;
}

/** One exchange; a connection that fails is tried again: everything sent here may be repeated. */
async function exchange(url: string, init: RequestInit): Promise<Answer> {
  for (const pause of [...LOST_CONNECTION_WAITS, null]) {
    try {
      const response = await fetch(url, init);
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      if (pause === null) throw new Error(`${new URL(url).origin} does not answer; is it running?`, { cause: error });
      await wait(pause);
    }
  }
  throw new Error('unreachable');
}

async function patiently(url: string, init: RequestInit): Promise<Answer> {
  for (let waits = 0; waits < MOST_WAITS; waits += 1) {
    const answer = await exchange(url, init);
    if (answer.status !== 429 && answer.status !== 503) return answer;
    await wait(retryDelay(answer.headers.get('retry-after'), Date.now()));
  }
  throw new Error(`the server stayed busy (429 or 503) for ${MOST_WAITS} tries; run the import again later`);
}

async function fetchToken({ url, clientId, clientSecret }: Connection): Promise<string> {
  const answer = await patiently(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const body: unknown = answer.headers.get('content-type')?.includes('json') ? JSON.parse(answer.text) : null;
  if (typeof body === 'object' && body !== null && 'access_token' in body && typeof body.access_token === 'string') {
    return body.access_token;
  }
  const reason = typeof body === 'object' && body !== null && 'error' in body ? `, ${String(body.error)}` : '';
  throw new Error(`no access token for this client (${answer.status}${reason}); check its id and secret`);
}

/** Signs in as a partner client. The token is renewed when the server no longer takes it. */
export async function connect(connection: Connection): Promise<ReadoutClient> {
  const at = { ...connection, url: connection.url.replace(/\/+$/, '') };
  let token = await fetchToken(at);
  const attempt = (method: string, path: string, { body, idempotencyKey }: RequestOptions): Promise<Answer> =>
    patiently(`${at.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    async send(method, path, options = {}) {
      const used = token;
      const answer = await attempt(method, path, options);
      if (answer.status !== 401) return answer;
      if (used === token) token = await fetchToken(at);
      return attempt(method, path, options);
    },
  };
}
