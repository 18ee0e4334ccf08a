import type { Metadata } from 'next';
import { OrganizationView } from '#components/settings/organization-view';
import { settingsKeys } from '#lib/query-keys';
import { getOrganization } from '#lib/settings/get-organization';
import { adminPage, type AdminPageProps } from '../admin-page.tsx';

export const metadata: Metadata = { title: 'Organization' };

export default function Page(props: AdminPageProps) {
  return adminPage(props, {
    ask: (domain, { context, actor }) => ({
      queryKey: settingsKeys.organization(domain),
      queryFn: () => getOrganization(context, actor, domain),
    }),
    show: (domain) => <OrganizationView domain={domain} />,
  });
}
