import { isDomainError, sqlState, stackFrames, type DomainError, type DomainErrorCode } from '#lib/errors';
import type { Exchange } from '#lib/http/exchange';
import { PlainResponse } from '#lib/http/plain-response';
import { log } from '#lib/log';
import type { ErrorStyle } from '#lib/operation';

interface Mapped {
  status: number;
  /** The last part of the contract's seven problem types, `urn:qubs:integrations:…`. */
  type: string;
  title: string;
}

const MAPPED: Record<DomainErrorCode | 'server_error', Mapped> = {
  bad_request: { status: 400, type: 'bad-request', title: 'The request is not valid' },
  unauthenticated: { status: 401, type: 'unauthorized', title: 'Authentication is needed' },
  insufficient_scope: { status: 403, type: 'forbidden', title: 'Not permitted' },
  forbidden: { status: 403, type: 'forbidden', title: 'Not permitted' },
  not_found: { status: 404, type: 'not-found', title: 'Not found' },
  method_not_allowed: { status: 405, type: 'bad-request', title: 'Method not allowed' },
  conflict: { status: 409, type: 'conflict', title: 'Conflict' },
  timed_out: { status: 408, type: 'bad-request', title: 'The request did not arrive in time' },
  too_large: { status: 413, type: 'bad-request', title: 'The body is too large' },
  gone: { status: 410, type: 'not-found', title: 'No longer available' },
  busy: { status: 429, type: 'too-many-requests', title: 'Try again in a moment' },
  too_many_requests: { status: 429, type: 'too-many-requests', title: 'Too many requests' },
  server_error: { status: 500, type: 'server-error', title: 'The server failed' },
};

/** RFC 6749 §5.2 codes for the token endpoint, where the verb has not already named one. */
const OAUTH: Partial<Record<DomainErrorCode | 'server_error', string>> = {
  unauthenticated: 'invalid_client',
  too_many_requests: 'temporarily_unavailable',
  busy: 'temporarily_unavailable',
  server_error: 'server_error',
};

/** SQLSTATEs that mean "try again": lock not granted in time, deadlock, serialization, too many connections, shutdown. */
const PASSING = new Set(['55P03', '40P01', '40001', '53300', '57P01', '57P03']);

/** Turns whatever a verb threw into the answer its operation's style asks for. Failures are logged, never shown. */
export function refuse(exchange: Exchange, style: ErrorStyle, error: unknown): Response {
  const refusal = isDomainError(error) ? error : null;
  const code = refusal?.code ?? (PASSING.has(sqlState(error) ?? '') ? 'busy' : 'server_error');
  if (code === 'server_error') logFailure(exchange, error);
  const { status } = statusFor(code, style);
  const headers = new Headers(exchange.headers);
  if (status === 401) headers.set('www-authenticate', challenge(exchange, style, code));
  if (code === 'busy') headers.set('retry-after', '1');
  for (const [name, value] of Object.entries(refusal?.options.headers ?? {})) headers.set(name, value);
  headers.set('content-type', style === 'problem' ? 'application/problem+json' : 'application/json');
  return new PlainResponse(JSON.stringify(present(exchange, style, code, refusal)), { status, headers });
}

/** `/api/waters/**` answers a missing scope with 401 (contract §6). */
function statusFor(code: DomainErrorCode | 'server_error', style: ErrorStyle): Mapped {
  const mapped = MAPPED[code];
  const lacks = code === 'insufficient_scope' || code === 'forbidden';
  return style === 'reportstream' && lacks ? { ...mapped, status: 401 } : mapped;
}

function present(
  exchange: Exchange,
  style: ErrorStyle,
  code: DomainErrorCode | 'server_error',
  refusal: DomainError | null,
): object {
  const detail = refusal?.message ?? (code === 'busy' ? BUSY : FAILED);
  if (style === 'oauth') {
    const named = refusal?.options.extensions?.error;
    return { error: named ?? OAUTH[code] ?? 'invalid_request', error_description: detail };
  }
  if (style === 'reportstream') return { error: reportStreamWords(code, detail) };
  const { status, type, title } = MAPPED[code];
  return {
    type: `urn:qubs:integrations:${type}`,
    title,
    status,
    detail,
    instance: exchange.url.pathname,
    requestId: exchange.correlationId,
    ...(refusal?.options.errors ? { errors: refusal.options.errors } : {}),
    ...refusal?.options.extensions,
  };
}

const BUSY =
  'Another request is still working on the same thing. Nothing was changed; send the request again in a second.';
/** A connection that breaks around a commit leaves the outcome open, so it must not be promised. */
const FAILED =
  'Something failed on our side. A change may or may not have been stored: send it again with the same Idempotency-Key, or read first. If it goes on, quote the requestId to support.';

/** The history contract's own words, where it has them. */
function reportStreamWords(code: DomainErrorCode | 'server_error', detail: string): string {
  if (code === 'unauthenticated') return 'Authentication Failed';
  if (code === 'insufficient_scope' || code === 'forbidden') return 'Unauthorized';
  if (code === 'server_error') return `Internal error at ${new Date().toISOString()}`;
  return detail;
}

/** RFC 6750 §3: no error without a token, `insufficient_scope` when the token is good for other things. */
function challenge(exchange: Exchange, style: ErrorStyle, code: DomainErrorCode | 'server_error'): string {
  if (style === 'oauth') return 'Basic realm="readout"';
  if (code !== 'unauthenticated') return 'Bearer error="insufficient_scope"';
  return exchange.request.headers.has('authorization') ? 'Bearer error="invalid_token"' : 'Bearer';
}

function logFailure(exchange: Exchange, error: unknown): void {
  log().error(
    { correlationId: exchange.correlationId, sqlState: sqlState(error), err: describeFailure(error) },
    'request failed',
  );
}

/** Where it failed, without messages: those of a failed statement quote its values. */
function describeFailure(error: unknown): { name: string; at: string; cause?: string } | null {
  if (!(error instanceof Error)) return null;
  const cause = error.cause instanceof Error ? { cause: error.cause.name } : {};
  return { name: error.name, at: stackFrames(error), ...cause };
}
