import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { encode } from 'next-auth/jwt';
import { useDatabase, type Database } from '#db/client';
import { sql } from 'drizzle-orm';
import { parseConfig, useConfig } from '#lib/config';
import type { Context } from '#lib/context';
import { useSecretKey } from '#lib/encryption';
import { makeServer } from '#lib/http/make-server';
import { loadRoutes } from '#lib/http/route-table';
import { newUuid, sha256 } from '#lib/ids';
import { applySettings } from '#lib/settings/apply-settings';
import { parseSettings } from '#lib/settings/parse-settings';
import { startWorker } from '#lib/worker/start-worker';
import { checkAnswer } from './check-answer.ts';
import { SETTINGS } from './settings.ts';
import { createTestDatabase } from './test-database.ts';

export interface ApiRequest {
  /** Bearer token; default: the house's main client. null: no credentials. */
  token?: string | null;
  cookie?: string;
  headers?: Record<string, string>;
  /** JSON unless a string or bytes. */
  body?: unknown;
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; null when it is not JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  json: any;
}

export interface House {
  db: Database;
  url: string;
  databaseUrl: string;
  context: Context;
  token: string;
  tokenOf(clientId: string): Promise<string>;
  /** A signed-in browser's Cookie header. */
  cookieOf(email: string): Promise<string>;
  api(method: string, path: string, request?: ApiRequest): Promise<ApiAnswer>;
  close(): Promise<void>;
}

const SECRET = 'a test session secret of more than thirty-two characters';

/**
 * A whole Readout but for its pages, in this process, on a database of its own: real routes on a real port. Each answer
 * is compared with the OpenAPI document.
 */
export async function openHouse(options: { settings?: string; worker?: boolean } = {}): Promise<House> {
  const database = await createTestDatabase();
  const { db } = database;
  useDatabase(db);
  const secretKey = 'a test secret key of more than thirty-two characters';
  const environment = parseConfig({
    DATABASE_URL: database.url,
    NEXTAUTH_SECRET: SECRET,
    READOUT_SECRET_KEY: secretKey,
  });
  useSecretKey(secretKey);
  useConfig({ ...environment, NEXTAUTH_SECRET: SECRET, READOUT_SECRET_KEY: secretKey });
  const context: Context = { db, correlationId: 'test', at: null };
  const parsed = parseSettings(options.settings ?? SETTINGS, {});
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applySettings(context, parsed.settings);

  const routes = await loadRoutes(join(process.cwd(), 'app'), 'api/auth');
  const server = makeServer(routes, (_request, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const worker = options.worker ? startWorker(db) : null;

  const tokenOf = (clientId: string) => grantToken(db, clientId);
  const { rows } = await db.execute<{ client_id: string }>(
    sql`select client_id from clients order by client_id limit 1`,
  );
  const main = options.settings === undefined ? 'acme-ris' : rows[0]?.client_id;
  const token = main ? await tokenOf(main) : '';
  return {
    db,
    url,
    databaseUrl: database.url,
    context,
    token,
    tokenOf,
    cookieOf: (email) => signIn(db, email),
    api: (method, path, request = {}) => call(url, method, path, { token, ...request }),
    async close() {
      await worker?.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.drop();
    },
  };
}

/** A token as the token endpoint would issue it, without the cost of checking a secret. */
async function grantToken(db: Database, clientId: string): Promise<string> {
  const token = `rdo_${newUuid()}`;
  const { rowCount } =
    await db.execute(sql`insert into access_tokens (token_hash, client_id, scopes, domains, expires_at)
    select ${sha256(token)}, client_id, scopes, domains, now() + interval '1 hour' from clients where client_id = ${clientId}`);
  if (rowCount !== 1) throw new Error(`There is no client ${clientId}.`);
  return token;
}

/** Whose a Cookie header is: the pages name their user with each call. */
const users = new Map<string, string>();

async function signIn(db: Database, email: string): Promise<string> {
  const sessionId = newUuid();
  const { rows } = await db.execute<{
    user_id: string;
  }>(sql`insert into sessions (id, user_id, idle_limit_minutes, expires_at)
    select ${sessionId}::uuid, id, 30, now() + interval '12 hours' from users where email = ${email} returning user_id`);
  const userId = rows[0]?.user_id;
  if (!userId) throw new Error(`There is no user ${email}.`);
  const cookie = `readout-session=${await encode({ token: { userId, sessionId }, secret: SECRET })}`;
  users.set(cookie, userId);
  return cookie;
}

async function call(url: string, method: string, path: string, request: ApiRequest): Promise<ApiAnswer> {
  const headers: Record<string, string> = { ...request.headers };
  if (request.token && !request.cookie) headers.authorization ??= `Bearer ${request.token}`;
  if (request.cookie) {
    headers.cookie = request.cookie;
    headers['sec-fetch-site'] ??= 'same-origin';
  }
  const user = users.get(headers.cookie ?? '');
  if (user !== undefined) headers['readout-user'] ??= user;
  const raw = typeof request.body === 'string' || request.body instanceof Uint8Array;
  if (request.body !== undefined && !raw) headers['content-type'] ??= 'application/json';
  const body = request.body === undefined ? undefined : raw ? (request.body as string) : JSON.stringify(request.body);
  const response = await fetch(`${url}${path}`, { method, headers, body, redirect: 'manual' });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const json = /[/+]json/.test(type) && text !== '' ? (JSON.parse(text) as unknown) : null;
  checkAnswer(method, new URL(path, url).pathname, response.status, type, json);
  return { status: response.status, headers: response.headers, text, json };
}
