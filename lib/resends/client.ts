import { sendJson } from '#lib/api-client';
import type { ResendBody, Resent } from '#lib/resends/contract';

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
