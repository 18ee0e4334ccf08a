import { ApiError, callApi, sendJson } from '#lib/api-client';
import type { AttemptContent } from '#lib/attempts/contract';
import type { ResendBody, Resent } from '#lib/resends/contract';
import type { TestStep } from '#lib/delivery/test-contract';

/** What an attempt sent and was answered. Each call is audited. */
export async function getAttempt(reportId: string, attempt: number, signal?: AbortSignal): Promise<AttemptContent> {
  const answer = await callApi(`/api/waters/report/${encodeURIComponent(reportId)}/attempts/${attempt}`, { signal });
  return (await answer.json()) as AttemptContent;
}

/**
 * Sends a submission again, or routes it again; the same `idempotencyKey` never does so twice. Throws `conflict` with the
 * reasons when nothing can be sent.
 */
export async function resendSubmission(
  submissionId: number,
  body: ResendBody,
  idempotencyKey: string,
): Promise<Resent> {
  const headers = { 'idempotency-key': idempotencyKey };
  const answer = await sendJson('POST', `/api/waters/report/${submissionId}/resend`, body, { headers });
  return (await answer.json()) as Resent;
}

/** Tests a destination with its saved settings, and calls `onStep` with each step as it is told. Throws when the answer breaks off. */
export async function testDestination(
  domain: string,
  name: string,
  onStep: (step: TestStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const path = `/api/settings/${encodeURIComponent(domain)}/destinations/${encodeURIComponent(name)}/test`;
  const answer = await callApi(path, { method: 'POST', signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const brokenOff = (): never => {
    throw new ApiError('offline', 'The server could not be reached any more. Test again.', null);
  };
  for (let rest = ''; ;) {
    const { done, value } = (await reader?.read().catch(brokenOff)) ?? { done: true, value: undefined };
    if (done || value === undefined) return;
    const lines = `${rest}${value}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onStep(JSON.parse(line) as TestStep);
  }
}
