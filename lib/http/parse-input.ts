import type { z } from 'zod';
import { DomainError, type FieldError } from '#lib/errors';
import type { Exchange } from '#lib/http/exchange';
import { parseJson } from '#lib/http/parse-json';
import { readBody, readBytes, requireMediaType } from '#lib/http/read-body';
import type { Operation, SchemaBody } from '#lib/operation';

/** Validates path, query and headers against the operation's schemas; throws `bad_request` naming each problem. */
export function parseInput(operation: Operation, exchange: Exchange, params: Record<string, string>) {
  return {
    params: operation.params && check(operation.params, params, 'path'),
    query: operation.query && check(operation.query, queryOf(exchange.url), 'query'),
    headers: operation.headers && check(operation.headers, headersOf(exchange.request, operation.headers), 'header'),
  };
}

/** Reads and validates the body, if the operation has one; of a body of bytes, how to read it. */
export async function readInputBody(operation: Operation, request: Request): Promise<unknown> {
  if (!operation.body) return undefined;
  const { body } = operation;
  if ('mediaTypes' in body) return () => readBytes(request, body);
  const { schema, mediaType, maxBytes, optional, words } = body;
  if (optional && request.headers.get('content-type') === null) return check(schema, {}, 'body', words);
  requireMediaType(request, mediaType);
  const bytes = await readBody(request, maxBytes);
  if (mediaType === 'application/x-www-form-urlencoded') return check(schema, formOf(bytes), 'body', words);
  return check(schema, parseJson(bytes), 'body', words);
}

function check(
  schema: z.ZodType,
  value: unknown,
  place: 'path' | 'query' | 'header' | 'body',
  words?: SchemaBody['words'],
): unknown {
  const parsed = schema.safeParse(value, words && { error: words });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue): FieldError => {
    const path = issue.path.map(String);
    return {
      pointer: place === 'body' ? path.map((part) => `/${escapePointer(part)}`).join('') : path.join('.'),
      detail: issue.message,
    };
  });
  const summary = errors.map(({ pointer, detail }) => (pointer ? `${pointer.replace(/^\//, '')}: ${detail}` : detail));
  throw new DomainError('bad_request', summary.slice(0, 5).join('; '), { errors });
}

/** RFC 6901 §3. */
const escapePointer = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** A parameter given twice becomes an array, which no schema of a single value accepts. */
function queryOf(url: URL): Record<string, string | string[]> {
  return manyToObject(url.searchParams);
}

function formOf(bytes: Uint8Array): Record<string, string | string[]> {
  return manyToObject(new URLSearchParams(Buffer.from(bytes).toString('utf8')));
}

function manyToObject(pairs: URLSearchParams): Record<string, string | string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (value.includes('\0')) {
      const errors = [{ pointer: name, detail: 'contains U+0000' }];
      throw new DomainError('bad_request', `${name.slice(0, 60)}: contains U+0000`, { errors });
    }
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return Object.fromEntries(
    [...values].map(([name, [first = '', ...more]]) => [name, more.length > 0 ? [first, ...more] : first]),
  );
}

function headersOf(request: Request, schema: z.ZodObject): Record<string, string> {
  const entries = Object.keys(schema.shape).map((name) => [name, request.headers.get(name)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}
