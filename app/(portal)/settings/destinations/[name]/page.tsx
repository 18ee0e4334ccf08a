import type { Metadata } from 'next';
import { DestinationView } from '#components/settings/destination-view';
import { settingsKeys } from '#lib/query-keys';
import { getDestination } from '#lib/settings/get-destination';
import { adminPage, type AdminPageProps } from '../../admin-page.tsx';

interface Props extends AdminPageProps {
  params: Promise<{ name: string }>;
}

export const metadata: Metadata = { title: 'Destination' };

export default async function Page({ params, ...props }: Props) {
  const name = decodeURIComponent((await params).name);
  return adminPage(props, {
    ask: (domain, { context }) => ({
      queryKey: settingsKeys.destination(domain, name),
      queryFn: () => getDestination(context, domain, name),
    }),
    show: (domain) => <DestinationView domain={domain} name={name} />,
  });
}
