import type { ListedSubmission, Submission, SubmissionSummary } from '#lib/submissions/contract';

/** Why a call failed, as the pages tell it apart. */
export type ApiFailure = 'signed-out' | 'forbidden' | 'not-found' | 'invalid' | 'busy' | 'offline' | 'failed';

/** A call that did not succeed. `requestId` finds it in the server's log; null when the server was not reached. */
export class ApiError extends Error {
  readonly failure: ApiFailure;
  readonly requestId: string | null;

  constructor(failure: ApiFailure, message: string, requestId: string | null) {
    super(message);
    this.name = 'ApiError';
    this.failure = failure;
    this.requestId = requestId;
  }
}

/** What a list may be narrowed by; names and meaning are the public route's. */
export interface SubmissionQuery {
  status?: string;
  destination?: string;
  filterType?: string;
  sender?: string;
  since?: string;
  until?: string;
  q?: string;
  cursor?: string;
}

export interface SubmissionListPage {
  items: ListedSubmission[];
  /** The next page's cursor; null on the last. */
  nextCursor: string | null;
}

export type SignInOutcome = 'signed-in' | 'refused' | 'too-many' | 'failed';

const organizationPath = (organization: string) => `/api/waters/org/${encodeURIComponent(organization)}/submissions`;
const historyPath = (id: string) => `/api/waters/report/${encodeURIComponent(id)}/history`;

/** One page of an organization's submissions, newest first. */
export async function listSubmissions(
  organization: string,
  query: SubmissionQuery,
  signal?: AbortSignal,
): Promise<SubmissionListPage> {
  const answer = await call(`${organizationPath(organization)}?${toParams(query)}`, { signal });
  return { items: (await answer.json()) as ListedSubmission[], nextCursor: nextCursor(answer) };
}

/** Counts by status, destination and filter. */
export async function summarizeSubmissions(
  organization: string,
  query: SubmissionQuery,
  signal?: AbortSignal,
): Promise<SubmissionSummary> {
  const answer = await call(`${organizationPath(organization)}/summary?${toParams(query)}`, { signal });
  return (await answer.json()) as SubmissionSummary;
}

/** What became of a submission, with every destination that was considered. */
export async function getSubmission(id: string, signal?: AbortSignal): Promise<Submission> {
  const answer = await call(`${historyPath(id)}?explain=true`, { signal });
  return (await answer.json()) as Submission;
}

/** The public history answer of a submission: its very bytes. */
export async function getHistoryText(id: string, signal?: AbortSignal): Promise<string> {
  return (await call(historyPath(id), { signal })).text();
}

/** Says that somebody is using the portal: the idle limit starts anew. */
export async function touchSession(): Promise<void> {
  await call('/api/session/activity', { method: 'POST' });
}

/** Ends the session. One that is over already is as good as ended. */
export async function endSession(): Promise<void> {
  await call('/api/session/end', { method: 'POST' }).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.failure === 'signed-out')) throw error;
  });
}

/** Signs in with e-mail and password; a wrong one is an outcome, not an error. */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  const { csrfToken } = (await (await call('/api/auth/csrf')).json()) as { csrfToken: string };
  const body = new URLSearchParams({ email, password, csrfToken, json: 'true' });
  const answer = await fetch('/api/auth/callback/credentials', { method: 'POST', body });
  if (answer.ok) return 'signed-in';
  const told = answer.status === 401 ? ((await answer.json()) as { url?: string }) : null;
  const error = told?.url ? new URL(told.url, location.origin).searchParams.get('error') : null;
  if (error === 'CredentialsSignin') return 'refused';
  return error === 'too_many_requests' ? 'too-many' : 'failed';
}

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(path, { ...init, cache: 'no-store' }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new ApiError('offline', 'The server could not be reached.', null);
  });
  if (answer.ok) return answer;
  const requestId = answer.headers.get('x-correlation-id');
  const body = (await answer.json().catch(() => ({}))) as { error?: string; detail?: string };
  const message = body.detail ?? body.error ?? 'The server failed.';
  throw new ApiError(failureOf(answer.status, body.error), message, requestId);
}

/** History answers a missing permission with 401 too (contract §6); only its words tell. */
function failureOf(status: number, error: string | undefined): ApiFailure {
  if (status === 401) return error === 'Unauthorized' ? 'forbidden' : 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'busy';
  return status < 500 ? 'invalid' : 'failed';
}

function toParams(query: SubmissionQuery): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function nextCursor(answer: Response): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  return next ? new URL(next, location.origin).searchParams.get('cursor') : null;
}
