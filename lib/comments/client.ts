import type { z } from 'zod';
import { appointmentPath, callApi, sendJson } from '#lib/api-client';
import type { addCommentBody, Comment } from '#lib/comments/contract';

/** Comments on an appointment, oldest first. */
export async function listComments(domain: string, appointmentId: string, signal?: AbortSignal): Promise<Comment[]> {
  const answer = await callApi(`${appointmentPath(domain, appointmentId)}/comments`, { signal });
  return (await answer.json()) as Comment[];
}

/** Adds a comment; the same `idempotencyKey` never adds a second one. */
export async function addComment(
  domain: string,
  appointmentId: string,
  comment: z.input<typeof addCommentBody>,
  idempotencyKey: string,
): Promise<Comment> {
  const headers = { 'idempotency-key': idempotencyKey };
  const answer = await sendJson('POST', `${appointmentPath(domain, appointmentId)}/comments`, comment, { headers });
  return (await answer.json()) as Comment;
}
