import { callApi, nextCursorOf } from '#lib/api-client';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';
import type { ListedSubmission, Submission } from '#lib/submissions/contract';
import type { MySubmission } from '#lib/submissions/listed-contract';

/** What a list may be narrowed by; names and meaning are the public route's. */
export interface SubmissionQuery {
  status?: string;
  destination?: string;
  destinationStatus?: string;
  filterType?: string;
  sender?: string;
  since?: string;
  until?: string;
  q?: string;
  pageSize?: string;
  cursor?: string;
}

/** What figures may be narrowed by, and the zone whose days they count. */
export interface BreakdownQuery extends Pick<SubmissionQuery, 'sender' | 'since' | 'until' | 'q'> {
  timeZone: string;
}

export interface MySubmissionQuery {
  pageSize?: string;
  deliveryState?: string;
  q?: string;
  cursor?: string;
}

/** One page of a list. */
export interface ListPage<Item> {
  items: Item[];
  /** The next page's cursor; null on the last. */
  nextCursor: string | null;
}
export type SubmissionListPage = ListPage<ListedSubmission>;
export type MySubmissionsPage = ListPage<MySubmission>;

const organizationPath = (organization: string) => `/api/waters/org/${encodeURIComponent(organization)}/submissions`;
const historyPath = (id: string) => `/api/waters/report/${encodeURIComponent(id)}/history`;

/** One page of an organization's submissions, newest first. */
export async function listSubmissions(
  organization: string,
  query: SubmissionQuery,
  signal?: AbortSignal,
): Promise<SubmissionListPage> {
  const answer = await callApi(`${organizationPath(organization)}?${toParams(query)}`, { signal });
  return { items: (await answer.json()) as ListedSubmission[], nextCursor: nextCursorOf(answer) };
}

/** Submissions counted over time, by destination and by filter. */
export async function breakDownSubmissions(
  organization: string,
  query: BreakdownQuery,
  signal?: AbortSignal,
): Promise<SubmissionBreakdown> {
  const answer = await callApi(`${organizationPath(organization)}/breakdown?${toParams(query)}`, { signal });
  return (await answer.json()) as SubmissionBreakdown;
}

/** The list as CSV, while it is sent: read the body for it. */
export const exportSubmissions = (
  organization: string,
  query: SubmissionQuery,
  signal: AbortSignal,
): Promise<Response> => callApi(`${organizationPath(organization)}/export?${toParams(query)}`, { signal });

/** One page of what the signed-in person submitted: what needs attention first, then the newest. */
export async function listMySubmissions(query: MySubmissionQuery, signal?: AbortSignal): Promise<MySubmissionsPage> {
  const answer = await callApi(`/api/my-submissions?${toParams(query)}`, { signal });
  return { items: (await answer.json()) as MySubmission[], nextCursor: nextCursorOf(answer) };
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

/** Where a submission's standing is told, as Server-Sent Events. */
export const eventsPath = (id: string): string => `/api/waters/report/${encodeURIComponent(id)}/events`;

function toParams(query: SubmissionQuery | BreakdownQuery): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
