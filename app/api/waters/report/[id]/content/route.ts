import { getContentOperation } from '#lib/delivery/contract';
import { getContent } from '#lib/delivery/get-content';
import { defineRoute } from '#lib/http/define-route';

export const GET = defineRoute(getContentOperation, {
  handle: async ({ context, actor, params }) => {
    const { fileName, contentType, bytes, reports } = await getContent(context, actor, params.id);
    return {
      status: 200,
      bytes,
      contentType,
      headers: {
        'content-disposition': `attachment; filename="${fileName}"`,
        'result-status': reports.map(({ resultStatus }) => resultStatus).join(', '),
        'report-version': reports.map(({ version }) => version).join(', '),
      },
    };
  },
});
