import type { Metadata } from 'next';
import { ClientsView } from '#components/settings/clients-view';
import { settingsKeys } from '#lib/query-keys';
import { listClients } from '#lib/settings/list-clients';
import { adminPage, type AdminPageProps } from '../admin-page.tsx';

export const metadata: Metadata = { title: 'API clients' };

export default function Page(props: AdminPageProps) {
  return adminPage(props, {
    ask: (domain, { context, actor }) => ({
      queryKey: settingsKeys.clients(domain),
      queryFn: () => listClients(context, actor, domain),
    }),
    show: (domain) => <ClientsView domain={domain} />,
  });
}
