import { defineRoute } from '#lib/http/define-route';
import { replyWithEtag } from '#lib/http/reply-with-etag';
import { getSubmissionAliasOperation } from '#lib/submissions/contract';
import { getSubmission } from '#lib/submissions/get-submission';

export const GET = defineRoute(getSubmissionAliasOperation, {
  handle: async ({ context, actor, params, query, headers, resolved: { settingsVersion } }) => {
    const options = { explain: query.explain === 'true', settingsVersion };
    return replyWithEtag(await getSubmission(context, actor, params.id, options), headers['if-none-match']);
  },
});
