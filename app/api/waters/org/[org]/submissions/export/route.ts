import { defineRoute } from '#lib/http/define-route';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { exportSubmissions } from '#lib/submissions/export-submissions';
import { exportSubmissionsOperation, MAX_EXPORTED } from '#lib/submissions/listed-contract';

export const GET = defineRoute(exportSubmissionsOperation, {
  handle: async ({ context, actor, params, query }) => {
    const organization = authorizeDomain(actor, params.org, 'history:read');
    const { lines, hasMore } = await exportSubmissions(context, actor, organization, query);
    const name = `submissions-${organization}${hasMore ? `-newest-${MAX_EXPORTED}` : ''}.csv`;
    return {
      status: 200,
      stream: lines,
      contentType: 'text/csv; charset=utf-8; header=present',
      headers: { 'content-disposition': `attachment; filename="${name}"`, 'x-has-more': String(hasMore) },
    };
  },
});
