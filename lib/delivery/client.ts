import { callApi, sendJson } from '#lib/api-client';
import type { AttemptContent } from '#lib/delivery/attempt-contract';
import type { ResendBody, Resent } from '#lib/delivery/resend-contract';

/** What an attempt sent and was answered. Each call is audited. */
export async function getAttempt(reportId: string, attempt: number, signal?: AbortSignal): Promise<AttemptContent> {
  const answer = await callApi(`/api/waters/report/${encodeURIComponent(reportId)}/attempts/${attempt}`, { signal });
  return (await answer.json()) as AttemptContent;
}

/** Sends a submission again, or routes it again. Throws `conflict` with the reasons when nothing can be sent. */
export async function resendSubmission(submissionId: number, body: ResendBody): Promise<Resent> {
  return (await (await sendJson('POST', `/api/waters/report/${submissionId}/resend`, body)).json()) as Resent;
}
