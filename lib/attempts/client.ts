import { callApi } from '#lib/api-client';
import type { AttemptContent } from '#lib/attempts/contract';

/** What an attempt sent and was answered. Each call is audited. */
export async function getAttempt(reportId: string, attempt: number, signal?: AbortSignal): Promise<AttemptContent> {
  const answer = await callApi(`/api/waters/report/${encodeURIComponent(reportId)}/attempts/${attempt}`, { signal });
  return (await answer.json()) as AttemptContent;
}
