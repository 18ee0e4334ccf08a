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
export const callApi = (path: string, init: RequestInit = {}): Promise<Response> => call(fetch, path, init);

type Send = (path: string, init: RequestInit) => Promise<Response>;

async function call(send: Send, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (owner !== null) headers.set('readout-user', owner);
  const answer = await send(path, { ...init, headers, cache: 'no-store' }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new ApiError('offline', 'The server could not be reached.', null);
  });
  if (answer.ok) return answer;
  const body = (await answer.json().catch(() => ({}))) as Problem;
  throw refusalOf(answer.status, body, answer.headers.get('x-correlation-id'));
}

function refusalOf(status: number, body: Problem, requestId: string | null): ApiError {
  const error = typeof body.error === 'string' ? body.error : undefined;
  const message = typeof body.detail === 'string' ? body.detail : (error ?? 'The server failed.');
  return new ApiError(failureOf(status, error), message, requestId, body);
}

interface Upload {
  body: Blob;
  headers: Record<string, string>;
  /** Bytes that left so far. */
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

/** POSTs bytes and tells how far they are, which fetch cannot. Throws as `callApi`, and the signal's reason. */
export function uploadTo(path: string, { body, headers, onProgress, signal }: Upload): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (owner !== null) request.setRequestHeader('readout-user', owner);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('error', () =>
      reject(new ApiError('offline', 'The connection broke before the server answered.', null)),
    );
    request.addEventListener('abort', () => reject(signal.reason));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) return resolve(request);
      reject(refusalOf(request.status, parse(request.responseText), request.getResponseHeader('x-correlation-id')));
    });
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function parse(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

/** The cursor of a list's next page, as its Link header names it; null on the last. */
export function nextCursorOf(answer: Response): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  return next ? new URL(next, location.origin).searchParams.get('cursor') : null;
}

/** A call that sends JSON; `headers` beside the content type. A body with a long text is made and sent beside the page. */
export function sendJson(
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
  init: Omit<RequestInit, 'method' | 'body'> = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  const sendHere: Send = (to, request) => fetch(to, { ...request, body: JSON.stringify(body) });
  const send: Send = isLong(body) ? (to, request) => sendBeside(to, request, body, sendHere) : sendHere;
  return call(send, path, { ...init, method, headers });
}

/** From so many UTF-16 units on, making a request of a text would hold up typing. */
const LONG = 100_000;

const isLong = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  Object.values(body).some((value) => typeof value === 'string' && value.length >= LONG);

/** A request as it is handed to the worker. */
export interface LongRequest {
  path: string;
  init: RequestInit;
  body: unknown;
}

/** What a request in the worker came back with. */
export interface Answered {
  status: number;
  headers: [string, string][];
  text: string;
}

/** As `fetch`, in a worker of its own; `sendHere` is called where none can be had. */
function sendBeside(path: string, init: RequestInit, body: unknown, sendHere: Send): Promise<Response> {
  const { signal, headers, ...rest } = init;
  const worker = new Worker(new URL('./api-worker.ts', import.meta.url), { type: 'module', name: 'request' });
  const sent = new Promise<Response>((resolve, reject) => {
    signal?.throwIfAborted();
    worker.addEventListener('message', ({ data }: MessageEvent<Answered | null>) => {
      if (data) resolve(new Response(data.text || null, { status: data.status, headers: data.headers }));
      else reject(new TypeError('The request failed.'));
    });
    // The worker could not begin: nothing was sent yet.
    worker.addEventListener('error', () => resolve(sendHere(path, init)));
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    const request: LongRequest = { path, init: { ...rest, headers: [...new Headers(headers)] }, body };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
    worker.postMessage(request);
  });
  return sent.finally(() => worker.terminate());
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
