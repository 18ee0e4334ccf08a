/** Why a call failed, as the pages tell it apart. */
export type ApiFailure =
  | 'signed-out'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'busy'
  | 'offline'
  | 'failed';

/** What a refusal says, beside its words: RFC 9457 members, among them the extension members of an operation. */
export type Problem = Readonly<Record<string, unknown>>;

/** A call that did not succeed. `requestId` finds it in the server's log; null when the server was not reached. */
export class ApiError extends Error {
  readonly failure: ApiFailure;
  readonly requestId: string | null;
  readonly problem: Problem;

  constructor(failure: ApiFailure, message: string, requestId: string | null, problem: Problem = {}) {
    super(message);
    this.name = 'ApiError';
    this.failure = failure;
    this.requestId = requestId;
    this.problem = problem;
  }
}

/** Whose page this document is; null until that is known, and on pages that are nobody's. */
let owner: string | null = null;

/**
 * Says whose page this document is. From then on its calls name that user, and the server refuses them once the browser's
 * session is somebody else's. The first one counts for good: false when the document is another's already.
 */
export function belongTo(userId: string): boolean {
  owner ??= userId;
  return owner === userId;
}

/** Calls one of our own routes. Throws `ApiError` unless it answers 2xx. */
export async function callApi(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (owner !== null) headers.set('readout-user', owner);
  const answer = await fetch(path, { ...init, headers, cache: 'no-store' }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new ApiError('offline', 'The server could not be reached.', null);
  });
  if (answer.ok) return answer;
  const requestId = answer.headers.get('x-correlation-id');
  const body = (await answer.json().catch(() => ({}))) as { error?: string; detail?: string };
  const message = body.detail ?? body.error ?? 'The server failed.';
  throw new ApiError(failureOf(answer.status, body.error), message, requestId, body);
}

/** From so many characters on, a text is handed over as bytes: the browser takes three times as long over a string. */
const LONG = 100_000;

/** A call that sends JSON; `headers` beside the content type. */
export function sendJson(
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
  init: Omit<RequestInit, 'method' | 'body'> = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  const json = JSON.stringify(body);
  return callApi(path, { ...init, method, headers, body: json.length < LONG ? json : new Blob([json]) });
}

/** `/integrations/v1/{domain}/reporting/appointments/{appointmentId}`, each part escaped. */
export const appointmentPath = (domain: string, appointmentId: string): string =>
  `/integrations/v1/${encodeURIComponent(domain)}/reporting/appointments/${encodeURIComponent(appointmentId)}`;

/** History answers a missing permission with 401 too (contract §6); only its words tell. */
function failureOf(status: number, error: string | undefined): ApiFailure {
  if (status === 401) return error === 'Unauthorized' ? 'forbidden' : 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'busy';
  return status < 500 ? 'invalid' : 'failed';
}
