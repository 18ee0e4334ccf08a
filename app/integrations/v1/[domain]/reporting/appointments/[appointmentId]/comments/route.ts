import { addComment } from '#lib/comments/add-comment';
import { addCommentOperation, listCommentsOperation } from '#lib/comments/contract';
import { listComments } from '#lib/comments/list-comments';
import { defineRoute } from '#lib/http/define-route';

export const GET = defineRoute(listCommentsOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await listComments(context, actor, domain, params.appointmentId),
  }),
});

export const POST = defineRoute(addCommentOperation, {
  handle: ({ context, actor, domain, params, headers, body }) =>
    addComment(context, actor, {
      domain,
      appointmentId: params.appointmentId,
      body,
      idempotencyKey: headers['idempotency-key'] ?? null,
    }),
});
