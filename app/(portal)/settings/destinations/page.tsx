import type { Metadata } from 'next';
import { DestinationsView } from '#components/settings/destinations-view';
import { settingsKeys } from '#lib/query-keys';
import { listDestinations } from '#lib/settings/list-destinations';
import { adminPage, type AdminPageProps } from '../admin-page.tsx';

export const metadata: Metadata = { title: 'Destinations' };

export default function Page(props: AdminPageProps) {
  return adminPage(props, {
    ask: (domain, { context }) => ({
      queryKey: settingsKeys.destinations(domain),
      queryFn: () => listDestinations(context, domain),
    }),
    show: (domain) => <DestinationsView domain={domain} />,
  });
}
