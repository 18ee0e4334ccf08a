import type { Metadata } from 'next';
import { SendersView } from '#components/settings/senders-view';
import { settingsKeys } from '#lib/query-keys';
import { listSenders } from '#lib/settings/list-senders';
import { adminPage, type AdminPageProps } from '../admin-page.tsx';

export const metadata: Metadata = { title: 'Senders' };

export default function Page(props: AdminPageProps) {
  return adminPage(props, {
    ask: (domain, { context }) => ({
      queryKey: settingsKeys.senders(domain),
      queryFn: () => listSenders(context, domain),
    }),
    show: (domain) => <SendersView domain={domain} />,
  });
}
