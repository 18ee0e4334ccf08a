import { defineRoute } from '#lib/http/define-route';
import { namedVersion } from '#lib/http/named-version';
import { getOrganization } from '#lib/settings/get-organization';
import { getOrganizationOperation, updateOrganizationOperation } from '#lib/settings/organization-contract';
import { updateOrganization } from '#lib/settings/update-organization';

export const GET = defineRoute(getOrganizationOperation, {
  handle: async ({ context, actor, domain }) => ({ status: 200, body: await getOrganization(context, actor, domain) }),
});

export const PUT = defineRoute(updateOrganizationOperation, {
  handle: async ({ context, actor, domain, headers, body }) => {
    const version = namedVersion(headers['if-match']);
    return { status: 200, body: await updateOrganization(context, actor, { domain, body, version }) };
  },
});
