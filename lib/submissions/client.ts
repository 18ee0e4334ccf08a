import { callApi } from '#lib/api-client';
import type { ListedSubmission, Submission, SubmissionSummary } from '#lib/submissions/contract';

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

const organizationPath = (organization: string) => `/api/waters/org/${encodeURIComponent(organization)}/submissions`;
const historyPath = (id: string) => `/api/waters/report/${encodeURIComponent(id)}/history`;

/** One page of an organization's submissions, newest first. */
export async function listSubmissions(
  organization: string,
  query: SubmissionQuery,
  signal?: AbortSignal,
): Promise<SubmissionListPage> {
  const answer = await callApi(`${organizationPath(organization)}?${toParams(query)}`, { signal });
  return { items: (await answer.json()) as ListedSubmission[], nextCursor: nextCursor(answer) };
}

/** Counts by status, destination and filter. */
export async function summarizeSubmissions(
  organization: string,
  query: SubmissionQuery,
  signal?: AbortSignal,
): Promise<SubmissionSummary> {
  const answer = await callApi(`${organizationPath(organization)}/summary?${toParams(query)}`, { signal });
  return (await answer.json()) as SubmissionSummary;
}

/** What became of a submission, with every destination that was considered. */
export async function getSubmission(id: string, signal?: AbortSignal): Promise<Submission> {
  const answer = await callApi(`${historyPath(id)}?explain=true`, { signal });
  return (await answer.json()) as Submission;
}

/** The public history answer of a submission: its very bytes. */
export async function getHistoryText(id: string, signal?: AbortSignal): Promise<string> {
  return (await callApi(historyPath(id), { signal })).text();
}

function toParams(query: SubmissionQuery): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function nextCursor(answer: Response): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  return next ? new URL(next, location.origin).searchParams.get('cursor') : null;
}
