import { z } from 'zod';
import { appointmentParams } from '#lib/appointments/contract';
import { defineOperation } from '#lib/operation';
import { idempotencyHeaders } from '#lib/reports/contract';
import { givenInstant, storableText, wireInstant } from '#lib/text';

/** Appointment comment, appointment alert, patient comment, patient alert. */
export const COMMENT_TYPES = ['AC', 'AA', 'PC', 'PA'] as const;

const commentType = z.enum(COMMENT_TYPES, `must be one of ${COMMENT_TYPES.join(', ')}`);

export const addCommentBody = z
  .object({
    commentText: storableText(20_000).refine((text) => text.trim() !== '', 'must not be blank'),
    commentType: commentType.nullish().meta({ description: 'AA when isAlert, else AC.' }),
    isAlert: z.boolean().nullish(),
    commentDateTime: givenInstant.nullish().meta({ description: 'Now when absent.' }),
  })
  .meta({ id: 'NewComment' });
export type AddComment = z.output<typeof addCommentBody>;

export const comment = z
  .object({
    guid: z.uuid(),
    commentText: z.string(),
    commentType,
    isAlert: z.boolean(),
    commentDateTime: wireInstant,
    addedBy: z.string(),
    addedDateTime: wireInstant,
  })
  .meta({ id: 'Comment' });
export type Comment = z.output<typeof comment>;

const common = {
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/comments',
  tag: 'Comments',
  caller: 'required',
  errorStyle: 'problem',
  permission: 'appointments:read',
  params: appointmentParams,
} as const;

export const listCommentsOperation = defineOperation({
  ...common,
  id: 'listComments',
  method: 'GET',
  summary: 'Comments on an appointment, oldest first',
  responses: { 200: { description: 'The comments.', schema: z.array(comment) } },
  errors: [400, 401, 403, 404, 429, 500],
});

export const addCommentOperation = defineOperation({
  ...common,
  id: 'addComment',
  method: 'POST',
  summary: 'Comment on an appointment',
  headers: idempotencyHeaders,
  body: {
    schema: addCommentBody,
    mediaType: 'application/json',
    maxBytes: 262_144,
    example: { commentText: 'Earlier images are on their way from elsewhere.' },
  },
  responses: { 201: { description: 'Added.', schema: comment } },
  errors: [400, 401, 403, 404, 409, 429, 500],
});
