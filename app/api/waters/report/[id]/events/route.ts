import { defineRoute } from '#lib/http/define-route';
import { watchSubmissionOperation } from '#lib/submissions/watch-contract';
import { watchSubmission } from '#lib/submissions/watch-submission';

export const GET = defineRoute(watchSubmissionOperation, {
  handle: async ({ context, actor, params }) => ({
    status: 200,
    stream: await watchSubmission(context, actor, params.id),
    contentType: 'text/event-stream; charset=utf-8',
  }),
});
