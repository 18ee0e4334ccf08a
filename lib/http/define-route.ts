import type { SQL } from 'drizzle-orm';
import type { z } from 'zod';
import { database } from '#db/client';
import { config } from '#lib/config';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import { openExchange, type Exchange } from '#lib/http/exchange';
import { logAnswer } from '#lib/http/log-answer';
import { parseInput, readInputBody } from '#lib/http/parse-input';
import { limitRate } from '#lib/http/limit-rate';
import { PlainResponse } from '#lib/http/plain-response';
import { readCredentials } from '#lib/http/read-credentials';
import { refuse } from '#lib/http/refuse';
import type { RouteHandler, Segment } from '#lib/http/route-table';
import { streamText } from '#lib/http/stream-text';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { refuseTemporaryPassword } from '#lib/identity/refuse-temporary-password';
import { defineActorResolver, type Resolved } from '#lib/identity/resolve-actor';
import type { Operation } from '#lib/operation';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a handler gets: everything parsed, the caller known, the domain authorized. */
export interface RouteInput<Declared extends Operation, Alongside> {
  context: Context;
  exchange: Exchange;
  actor: Declared['caller'] extends 'none' ? null : Actor;
  domain: Declared['permission'] extends string ? AuthorizedDomain : null;
  params: Parsed<Declared['params']>;
  query: Parsed<Declared['query']>;
  headers: Parsed<Declared['headers']>;
  body: Declared['body'] extends { schema: infer Schema }
    ? Parsed<Schema>
    : Declared['body'] extends { mediaTypes: unknown }
      ? () => Promise<Buffer>
      : undefined;
  resolved: Resolved<Alongside>;
}

/** What a handler answers: `body` becomes JSON, `json` is sent as it is, `bytes` and `stream` as the given content type. */
export type Reply = { status: number; headers?: Record<string, string> } & (
  | { body?: unknown }
  | { json: string }
  | { bytes: Uint8Array | string; contentType: string }
  | { stream: AsyncGenerator<string>; contentType: string }
);

export interface RouteOptions<Declared extends Operation, Alongside> {
  /** A scalar subquery for the preparatory read, and its placeholders' values. */
  alongside?: SQL;
  alongsideInput?: (request: Request, params: Record<string, string>) => object;
  handle: (input: RouteInput<Declared, Alongside>) => Promise<Reply>;
}

/**
 * Makes a route handler from an operation: correlation id → caller (401) → domain (403) → rate limit (429) → bounded
 * body → validation (400) → the verb → answer, one log line (contract §3 "Order"). Framework-free: `server.ts` calls it
 * directly, and it is a valid Next.js route handler.
 */
export function defineRoute<const Declared extends Operation, Alongside = never>(
  operation: Declared,
  options: RouteOptions<Declared, Alongside>,
): RouteHandler {
  const resolveActor = defineActorResolver<Alongside>(options.alongside);

  async function identify(exchange: Exchange, params: Record<string, string>): Promise<Resolved<Alongside> | null> {
    if (operation.caller === 'none') return null;
    const credentials = await readCredentials(exchange, config().NEXTAUTH_SECRET, operation.changes ?? false);
    const input = options.alongsideInput?.(exchange.request, params);
    const resolved = credentials && (await resolveActor(database(), credentials, input));
    if (!resolved) {
      throw new DomainError('unauthenticated', 'Send a valid bearer token, or sign in to the portal.');
    }
    return resolved;
  }

  async function answer(exchange: Exchange, params: Record<string, string>): Promise<[Response, Actor | null]> {
    let actor: Actor | null = null;
    try {
      const resolved = await identify(exchange, params);
      actor = resolved?.actor ?? null;
      if (actor && !operation.openToTemporaryPassword) refuseTemporaryPassword(actor);
      const domain =
        actor && operation.permission ? authorizeDomain(actor, params.domain ?? '', operation.permission) : null;
      if (resolved) limitRate(exchange, resolved.rate);
      const context: Context = { db: database(), correlationId: exchange.correlationId, at: null };
      const parsed = {
        ...parseInput(operation, exchange, params),
        body: await readInputBody(operation, exchange.request),
      };
      const input = { context, exchange, actor, domain, resolved, ...parsed };
      return [toResponse(exchange, await options.handle(input as unknown as RouteInput<Declared, Alongside>)), actor];
    } catch (error) {
      return [refuse(exchange, operation.errorStyle, error), actor];
    }
  }

  const handler = async (request: Request, segment: Segment) => {
    const exchange = openExchange(request, segment.clientAddress);
    const [response, actor] = await answer(exchange, await segment.params);
    logAnswer(exchange, operation, actor, response.status);
    return response;
  };
  return Object.assign(handler, { operation });
}

function toResponse(exchange: Exchange, reply: Reply): Response {
  const headers = new Headers(exchange.headers);
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
  if ('bytes' in reply) {
    headers.set('content-type', reply.contentType);
    return new PlainResponse(reply.bytes, { status: reply.status, headers });
  }
  if ('stream' in reply) {
    headers.set('content-type', reply.contentType);
    const body = exchange.request.method === 'HEAD' ? null : streamText(exchange, reply.stream);
    return new Response(body, { status: reply.status, headers });
  }
  const json = 'json' in reply ? reply.json : 'body' in reply ? JSON.stringify(reply.body) : null;
  if (json !== null && !headers.has('content-type')) headers.set('content-type', 'application/json');
  return new PlainResponse(json, { status: reply.status, headers });
}
