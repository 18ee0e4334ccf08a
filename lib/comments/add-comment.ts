import { sql } from 'drizzle-orm';
import { findVisibleAppointment } from '#lib/appointments/find';
import { recordEvent } from '#lib/audit/record-event';
import type { AddComment, Comment } from '#lib/comments/contract';
import { presentComment, type CommentRow } from '#lib/comments/present';
import type { Context } from '#lib/context';
import { answerOnce } from '#lib/idempotency/answer-once';
import { fingerprint } from '#lib/idempotency/fingerprint';
import type { ReplayedAnswer } from '#lib/idempotency/replay-answer';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { newUuid } from '#lib/ids';

export interface AddCommentInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  body: AddComment;
  idempotencyKey: string | null;
}

/**
 * Adds a comment (contract §4): of type AC, or AA for an alert, unless told. Clients may comment on appointments that are
 * PENDING REPORTING, people on any. Throws `not_found`, `conflict` for a key used otherwise.
 */
export async function addComment(context: Context, actor: Actor, input: AddCommentInput): Promise<ReplayedAnswer> {
  const { domain, appointmentId, body, idempotencyKey: key } = input;
  const request = {
    principal: actor.principal,
    key,
    fingerprint: fingerprint('POST', `${domain}/${appointmentId}/comments`, body),
  };
  return answerOnce(context.db, request, async (tx) => {
    const appointment = await findVisibleAppointment(tx, actor, domain, appointmentId);
    const isAlert = body.isAlert ?? (body.commentType === 'AA' || body.commentType === 'PA');
    const { rows } = await tx.execute<CommentRow>(sql`
      insert into comments (guid, appointment_key, comment_text, comment_type, is_alert, commented_at, principal, added_by)
      values (${newUuid()}::uuid, ${appointment.id}, ${body.commentText}, ${body.commentType ?? (isAlert ? 'AA' : 'AC')},
        ${isAlert}, coalesce(${body.commentDateTime ?? null}::timestamptz, now()), ${actor.principal},
        ${actor.kind === 'user' ? actor.name : actor.clientId})
      returning *`);
    const added: Comment | undefined = rows.map(presentComment)[0];
    if (!added) throw new Error('The comment was not stored.');
    await recordEvent(context, tx, {
      action: 'comment.add',
      principal: actor.principal,
      organization: domain,
      entity: 'comment',
      entityId: added.guid,
    });
    return { status: 201, json: JSON.stringify(added), headers: {} };
  });
}
